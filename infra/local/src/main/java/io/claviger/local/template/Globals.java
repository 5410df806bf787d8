package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** SAM's {@code Globals}: maps are merged, lists are joined, and a resource's own value replaces any other value. */
final class Globals {
    private static final String SERVERLESS = "AWS::Serverless::";

    private final JsonNode globals;

    Globals(JsonNode globals) {
        this.globals = globals;
    }

    /** The resource's properties together with the globals for its type; their functions are not yet computed. */
    JsonNode applied(String type, JsonNode properties) {
        return type.startsWith(SERVERLESS)
                ? merged(globals.path(type.substring(SERVERLESS.length())), properties)
                : properties;
    }

    private static JsonNode merged(JsonNode global, JsonNode own) {
        if (own.isMissingNode()) {
            return global;
        }
        if (global instanceof ObjectNode base
                && own instanceof ObjectNode over
                && !Intrinsics.isFunction(base)
                && !Intrinsics.isFunction(over)) {
            ObjectNode result = base.deepCopy();
            for (Map.Entry<String, JsonNode> member : over.properties()) {
                result.set(member.getKey(), merged(base.path(member.getKey()), member.getValue()));
            }
            return result;
        }
        return global instanceof ArrayNode base && own instanceof ArrayNode over
                ? base.deepCopy().addAll(over)
                : own;
    }
}
