package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The values of the template's parameters, checked as CloudFormation checks them before it deploys. */
final class Parameters {
    private Parameters() {}

    /**
     * The value of each declared parameter.
     *
     * @param declared the template's {@code Parameters} section
     * @param given values that replace the defaults
     * @throws TemplateException for a value without a parameter, a parameter without a value, or a value that is not
     *     allowed
     */
    static Map<String, String> values(JsonNode declared, Map<String, String> given) {
        for (String name : given.keySet()) {
            if (!declared.has(name)) {
                throw new TemplateException("Parameters", "a value is given for " + name + ", which is not declared");
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> parameter : declared.properties()) {
            String where = "Parameters." + parameter.getKey();
            JsonNode declaration = parameter.getValue();
            String value = given.get(parameter.getKey());
            if (value == null) {
                value = defaultOf(declaration, where);
            }
            check(value, declaration, where);
            values.put(parameter.getKey(), value);
        }
        return values;
    }

    private static String defaultOf(JsonNode declaration, String where) {
        if (!declaration.has("Default")) {
            throw new TemplateException(where, "has neither a default nor a value");
        }
        return declaration.get("Default").asText();
    }

    private static void check(String value, JsonNode declaration, String where) {
        String pattern = declaration.path("AllowedPattern").asText(".*");
        if (!Pattern.compile(pattern, Pattern.DOTALL).matcher(value).matches()) {
            throw new TemplateException(where, "the value '" + value + "' does not match AllowedPattern " + pattern);
        }
        JsonNode allowed = declaration.path("AllowedValues");
        if (allowed.isArray()
                && allowed.valueStream().noneMatch(each -> each.asText().equals(value))) {
            throw new TemplateException(where, "the value '" + value + "' is not one of " + allowed);
        }
        if (declaration.path("Type").asText().equals("Number")) {
            checkNumber(value, declaration, where);
        }
    }

    private static void checkNumber(String value, JsonNode declaration, String where) {
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
