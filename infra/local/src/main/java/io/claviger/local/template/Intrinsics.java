package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.claviger.local.http.JsonNodes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Computes CloudFormation's intrinsic functions. {@code AWS::NoValue} is a {@link MissingNode}, which takes its property or element
 * away.
 */
final class Intrinsics {
    private final Scope scope;

    Intrinsics(Scope scope) {
        this.scope = scope;
    }

    JsonNode resolve(JsonNode value, String where) {
        return switch (value) {
            case ObjectNode object -> function(object).isPresent() ? call(object, where) : members(object, where);
            case ArrayNode array -> elements(array, where);
            case TextNode text -> text(text, where);
            default -> value;
        };
    }

    boolean condition(JsonNode expression, String where) {
        JsonNode value = resolve(expression, where);
        return switch (value.asText()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new TemplateException(where, "a condition must be true or false, not " + value);
        };
    }

    private static TextNode text(TextNode text, String where) {
        if (text.textValue().contains("{{resolve:")) {
            throw new TemplateException(where, "dynamic references ({{resolve:…}}) are not understood");
        }
        return text;
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
        for (int index = 0; index < array.size(); index++) {
            JsonNode value = resolve(array.get(index), where + "[" + index + "]");
            if (!value.isMissingNode()) {
                resolved.add(value);
            }
        }
        return resolved;
    }

    private static Optional<String> function(ObjectNode object) {
        if (object.size() != 1) {
            return Optional.empty();
        }
        String name = object.fieldNames().next();
        return name.startsWith("Fn::")
                        || name.equals("Ref")
                        || (name.equals("Condition") && object.get(name).isTextual())
                ? Optional.of(name)
                : Optional.empty();
    }

    private JsonNode call(ObjectNode object, String where) {
        Map.Entry<String, JsonNode> call = object.properties().iterator().next();
        JsonNode argument = call.getValue();
        return switch (call.getKey()) {
            case "Ref" -> ref(argument.asText(), where);
            case "Condition" -> BooleanNode.valueOf(scope.condition(argument.asText(), where));
            case "Fn::GetAtt" -> getAtt(argument, where);
            case "Fn::Sub" -> new Substitution(this).of(argument, where);
            case "Fn::Join" -> join(list(argument, 2, "Fn::Join", where), where);
            case "Fn::Split" -> split(list(argument, 2, "Fn::Split", where), where);
            case "Fn::Select" -> select(list(argument, 2, "Fn::Select", where), where);
            case "Fn::If" -> choose(list(argument, 3, "Fn::If", where), where);
            case "Fn::Equals" -> equal(list(argument, 2, "Fn::Equals", where), where);
            case "Fn::Not" ->
                BooleanNode.valueOf(
                        !condition(list(argument, 1, "Fn::Not", where).get(0), where));
            case "Fn::And" ->
                BooleanNode.valueOf(conditions(argument, where).stream().allMatch(held -> held));
            case "Fn::Or" ->
                BooleanNode.valueOf(conditions(argument, where).stream().anyMatch(held -> held));
            case "Fn::FindInMap" -> findInMap(list(argument, 3, "Fn::FindInMap", where), where);
            case "Fn::Base64" ->
                TextNode.valueOf(Base64.getEncoder()
                        .encodeToString(resolve(argument, where).asText().getBytes(StandardCharsets.UTF_8)));
            default -> throw new TemplateException(where, call.getKey() + " is not understood");
        };
    }

    JsonNode ref(String name, String where) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        return scope.parameter(name)
                .or(() -> scope.resource(name, where).map(TextNode::valueOf))
                .orElseThrow(() -> new TemplateException(where, "Ref " + name + " names no parameter or resource"));
    }

    private JsonNode getAtt(JsonNode argument, String where) {
        if (!argument.isArray() || argument.size() != 2) {
            throw new TemplateException(where, "Fn::GetAtt needs a resource and an attribute");
        }
        return TextNode.valueOf(
                attribute(argument.get(0).asText(), argument.get(1).asText(), where));
    }

    String attribute(String logicalId, String attribute, String where) {
        return scope.attribute(logicalId, attribute, where)
                .orElseThrow(() -> new TemplateException(
                        where, "GetAtt " + logicalId + "." + attribute + " names no resource of this template"));
    }

    private JsonNode join(JsonNode arguments, String where) {
        JsonNode parts = resolve(arguments.get(1), where);
        List<String> texts = new ArrayList<>();
        parts.forEach(part -> texts.add(part.asText()));
        return TextNode.valueOf(String.join(arguments.get(0).asText(), texts));
    }

    private JsonNode split(JsonNode arguments, String where) {
        String text = resolve(arguments.get(1), where).asText();
        ArrayNode parts = JsonNodes.array();
        for (String part : text.split(Pattern.quote(arguments.get(0).asText()), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private JsonNode select(JsonNode arguments, String where) {
        JsonNode index = resolve(arguments.get(0), where);
        JsonNode chosen = resolve(arguments.get(1), where).path(index.asInt(-1));
        if (chosen.isMissingNode()) {
            throw new TemplateException(where, "Fn::Select " + index + " is outside its list");
        }
        return chosen;
    }

    private JsonNode choose(JsonNode arguments, String where) {
        boolean held = scope.condition(arguments.get(0).asText(), where);
        return resolve(arguments.get(held ? 1 : 2), where);
    }

    private JsonNode equal(JsonNode arguments, String where) {
        String left = resolve(arguments.get(0), where).asText();
        String right = resolve(arguments.get(1), where).asText();
        return BooleanNode.valueOf(left.equals(right));
    }

    private List<Boolean> conditions(JsonNode arguments, String where) {
        List<Boolean> results = new ArrayList<>();
        arguments.forEach(argument -> results.add(condition(argument, where)));
        return results;
    }

    private JsonNode findInMap(JsonNode arguments, String where) {
        String map = resolve(arguments.get(0), where).asText();
        String top = resolve(arguments.get(1), where).asText();
        String second = resolve(arguments.get(2), where).asText();
        return scope.mapping(map, top, second)
                .orElseThrow(() -> new TemplateException(
                        where, "Fn::FindInMap finds nothing at " + map + "." + top + "." + second));
    }

    private static JsonNode list(JsonNode argument, int size, String function, String where) {
        if (!argument.isArray() || argument.size() != size) {
            throw new TemplateException(where, function + " needs a list of " + size);
        }
        return argument;
    }
}
