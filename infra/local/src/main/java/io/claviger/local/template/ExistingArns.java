package io.claviger.local.template;

import java.util.Optional;

/** The ARNs of resources that exist before this system starts. */
@FunctionalInterface
public interface ExistingArns {
    /** Nothing exists: this system creates every resource. */
    ExistingArns NONE = (type, name) -> Optional.empty();

    /**
     * The ARN of a resource; empty if this system creates it.
     *
     * @param type as in the template
     * @throws TemplateException if it does not exist where it should
     */
    Optional<String> find(String type, String name);
}
