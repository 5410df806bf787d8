package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** SAM's {@code Globals}: maps are merged, lists are joined, anything else gives way to the resource's own value. */
final class Globals {
    private static final Map<String, String> SECTIONS =
            Map.of("AWS::Serverless::Function", "Function", "AWS::Serverless::HttpApi", "HttpApi");
    private static final Set<String> KNOWN = Set.of("Function", "HttpApi", "Api", "SimpleTable", "StateMachine");

    private final JsonNode globals;

    Globals(JsonNode globals) {
        for (Map.Entry<String, JsonNode> section : globals.properties()) {
            if (!KNOWN.contains(section.getKey())) {
                throw new TemplateException("Globals." + section.getKey(), "this section is not understood");
            }
        }
        this.globals = globals;
    }

    /** The resource's properties, before any function in them is computed, with what the globals add. */
    JsonNode applied(String type, JsonNode properties) {
        String section = SECTIONS.get(type);
        return section == null || !globals.has(section) ? properties : merged(globals.get(section), properties);
    }

    private static JsonNode merged(JsonNode global, JsonNode own) {
        if (own.isMissingNode()) {
            return global;
        }
        if (global instanceof ObjectNode base
                && own instanceof ObjectNode over
                && !isFunction(base)
                && !isFunction(over)) {
            ObjectNode result = base.deepCopy();
            for (Map.Entry<String, JsonNode> member : over.properties()) {
                result.set(member.getKey(), merged(base.path(member.getKey()), member.getValue()));
            }
            return result;
        }
        if (global instanceof ArrayNode base && own instanceof ArrayNode over) {
            return base.deepCopy().addAll(over);
        }
        return own;
    }

    private static boolean isFunction(ObjectNode object) {
        if (object.size() != 1) {
            return false;
        }
        String name = object.fieldNames().next();
        return name.startsWith("Fn::") || name.equals("Ref");
    }
}
