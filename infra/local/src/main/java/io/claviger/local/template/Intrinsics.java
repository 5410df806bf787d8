package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.claviger.local.http.JsonNodes;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Computes the intrinsic functions that Claviger's template uses. {@code AWS::NoValue} is a {@link MissingNode}, which
 * removes its property or element.
 */
final class Intrinsics {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    private final Scope scope;

    Intrinsics(Scope scope) {
        this.scope = scope;
    }

    static boolean isFunction(ObjectNode object) {
        if (object.size() != 1) {
            return false;
        }
        String name = object.fieldNames().next();
        return name.startsWith("Fn::") || name.equals("Ref");
    }

    /** @throws TemplateException with the place, for a function or a name that is not understood */
    JsonNode resolve(JsonNode value, String where) {
        return switch (value) {
            case ObjectNode object -> isFunction(object) ? call(object, where) : members(object, where);
            case ArrayNode array -> elements(array, where);
            default -> value;
        };
    }

    private ObjectNode members(ObjectNode object, String where) {
        ObjectNode resolved = JsonNodes.object();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = resolve(member.getValue(), where + "." + member.getKey());
            if (!value.isMissingNode()) {
                resolved.set(member.getKey(), value);
            }
        }
        return resolved;
    }

    private ArrayNode elements(ArrayNode array, String where) {
        ArrayNode resolved = JsonNodes.array();
        for (JsonNode element : array) {
            JsonNode value = resolve(element, where);
            if (!value.isMissingNode()) {
                resolved.add(value);
            }
        }
        return resolved;
    }

    private JsonNode call(ObjectNode object, String where) {
        Map.Entry<String, JsonNode> call = object.properties().iterator().next();
        JsonNode argument = call.getValue();
        return switch (call.getKey()) {
            case "Ref" -> ref(argument.asText(), where);
            case "Fn::GetAtt" -> getAtt(argument.asText(), where);
            case "Fn::Sub" -> sub(argument.asText(), where);
            case "Fn::If" ->
                resolve(argument.path(scope.condition(argument.path(0).asText(), where) ? 1 : 2), where);
            case "Fn::Equals" ->
                BooleanNode.valueOf(resolve(argument.path(0), where).equals(resolve(argument.path(1), where)));
            case "Fn::Not" ->
                BooleanNode.valueOf(!resolve(argument.path(0), where).asBoolean());
            case "Fn::Split" -> split(resolve(argument.path(1), where), argument.path(0));
            default -> throw new TemplateException(where, call.getKey() + " is not understood");
        };
    }

    private JsonNode ref(String name, String where) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        return scope.reference(name)
                .map(TextNode::valueOf)
                .orElseThrow(() -> new TemplateException(where, "Ref " + name + " names no parameter or resource"));
    }

    private JsonNode getAtt(String path, String where) {
        int dot = path.indexOf('.');
        return TextNode.valueOf(scope.attribute(path.substring(0, Math.max(dot, 0)), path.substring(dot + 1), where));
    }

    private static ArrayNode split(JsonNode text, JsonNode delimiter) {
        ArrayNode parts = JsonNodes.array();
        for (String part : text.asText().split(Pattern.quote(delimiter.asText()), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private JsonNode sub(String text, String where) {
        Matcher variables = VARIABLE.matcher(text);
        return TextNode.valueOf(variables.replaceAll(found -> {
            String name = found.group(1);
            JsonNode value = name.contains(".") ? getAtt(name, where) : ref(name, where);
            return Matcher.quoteReplacement(value.asText());
        }));
    }
}
