package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Fn::Sub}: a text with {@code ${Name}}, {@code ${Resource.Attribute}}, variables of its own, and {@code ${!Literal}}. */
final class Substitution {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

    private final Intrinsics intrinsics;

    Substitution(Intrinsics intrinsics) {
        this.intrinsics = intrinsics;
    }

    JsonNode of(JsonNode argument, String where) {
        JsonNode text = argument.isArray() ? argument.path(0) : argument;
        JsonNode variables = argument.isArray() ? argument.path(1) : MissingNode.getInstance();
        if (!text.isTextual()) {
            throw new TemplateException(where, "Fn::Sub needs a text");
        }
        Matcher matcher = VARIABLE.matcher(text.textValue());
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            boolean literal = !matcher.group(1).isEmpty();
            String name = matcher.group(2);
            String value = literal ? "${" + name + "}" : value(name.trim(), variables, where);
            matcher.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return TextNode.valueOf(matcher.appendTail(result).toString());
    }

    private String value(String name, JsonNode variables, String where) {
        if (variables.has(name)) {
            return intrinsics.resolve(variables.get(name), where).asText();
        }
        int dot = name.indexOf('.');
        return dot < 0
                ? intrinsics.ref(name, where).asText()
                : intrinsics.attribute(name.substring(0, dot), name.substring(dot + 1), where);
    }
}
