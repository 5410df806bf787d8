package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Where intrinsic functions look things up. */
interface Scope {
    /** The value of a parameter or pseudo-parameter. */
    Optional<JsonNode> parameter(String name);

    /** What Ref answers for a resource. */
    Optional<String> resource(String logicalId, String where);

    Optional<String> attribute(String logicalId, String attribute, String where);

    Optional<JsonNode> mapping(String map, String topLevel, String secondLevel);

    /** Whether a named condition holds; throws {@link TemplateException} if there is none of that name. */
    boolean condition(String name, String where);
}
