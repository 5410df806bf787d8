package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.claviger.local.http.JsonNodes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The template's parameters with their values, checked as CloudFormation checks them before it deploys. */
final class Parameters {
    private Parameters() {}

    /**
     * @param declared the template's {@code Parameters} section
     * @param given values that stand in for the defaults
     * @throws TemplateException for a value without a parameter, a parameter without a value, or a value that is not allowed
     */
    static Map<String, JsonNode> values(JsonNode declared, Map<String, String> given) {
        for (String name : given.keySet()) {
            if (!declared.has(name)) {
                throw new TemplateException("Parameters", "a value is given for " + name + ", which is not declared");
            }
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> parameter : declared.properties()) {
            String where = "Parameters." + parameter.getKey();
            JsonNode declaration = parameter.getValue();
            String value = given.get(parameter.getKey());
            if (value == null) {
                value = defaultOf(declaration, where);
            }
            check(value, declaration, where);
            values.put(parameter.getKey(), typed(value, declaration.path("Type").asText("String"), where));
        }
        return values;
    }

    private static String defaultOf(JsonNode declaration, String where) {
        if (!declaration.has("Default")) {
            throw new TemplateException(where, "has neither a default nor a value");
        }
        return declaration.get("Default").asText();
    }

    private static JsonNode typed(String value, String type, String where) {
        return switch (type) {
            case "String", "Number" -> TextNode.valueOf(value);
            case "CommaDelimitedList", "List<Number>" -> {
                var list = JsonNodes.array();
                for (String element : value.split(",", -1)) {
                    list.add(element.trim());
                }
                yield list;
            }
            default -> throw new TemplateException(where + ".Type", type + " is not understood");
        };
    }

    private static void check(String value, JsonNode declaration, String where) {
        String pattern = declaration.path("AllowedPattern").asText(".*");
        if (!Pattern.compile(pattern, Pattern.DOTALL).matcher(value).matches()) {
            throw new TemplateException(where, "the value '" + value + "' does not match AllowedPattern " + pattern);
        }
        JsonNode allowed = declaration.path("AllowedValues");
        if (allowed.isArray() && !contains(allowed, value)) {
            throw new TemplateException(where, "the value '" + value + "' is not one of " + allowed);
        }
        if (value.length() < declaration.path("MinLength").asInt(0)
                || value.length() > declaration.path("MaxLength").asInt(Integer.MAX_VALUE)) {
            throw new TemplateException(where, "the value '" + value + "' is too short or too long");
        }
        if (declaration.path("Type").asText().equals("Number")) {
            number(value, declaration, where);
        }
    }

    private static boolean contains(JsonNode allowed, String value) {
        for (JsonNode candidate : allowed) {
            if (candidate.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static void number(String value, JsonNode declaration, String where) {
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException malformed) {
            throw new TemplateException(where, "the value '" + value + "' is not a number");
        }
        if (number < declaration.path("MinValue").asDouble(Double.NEGATIVE_INFINITY)
                || number > declaration.path("MaxValue").asDouble(Double.POSITIVE_INFINITY)) {
            throw new TemplateException(where, "the value " + value + " is too small or too large");
        }
    }
}
