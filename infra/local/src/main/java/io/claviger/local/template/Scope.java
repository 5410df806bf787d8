package io.claviger.local.template;

import java.util.Optional;

/** Where intrinsic functions look names up. */
interface Scope {
    /** What {@code Ref} returns for a parameter, a pseudo parameter or a resource. */
    Optional<String> reference(String name);

    /** @throws TemplateException for an unknown resource, or an attribute that is not understood */
    String attribute(String logicalId, String attribute, String where);

    /** @throws TemplateException for a condition that is not declared */
    boolean condition(String name, String where);
}
