package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of the template. It computes a property when it is read, so that a property which nothing reads may refer to
 * anything. Every complaint names its place.
 */
record Section(JsonNode properties, String where, Intrinsics intrinsics) {

    Section at(String name) {
        return new Section(node(name), where + "." + name, intrinsics);
    }

    boolean has(String name) {
        return properties.has(name);
    }

    JsonNode node(String name) {
        return intrinsics.resolve(properties.path(name), where + "." + name);
    }

    Optional<String> text(String name) {
        JsonNode value = node(name);
        if (value.isContainerNode()) {
            throw new TemplateException(where + "." + name, "must be a text");
        }
        return value.isMissingNode() ? Optional.empty() : Optional.of(value.asText());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new TemplateException(where + "." + name, "is missing"));
    }

    int integer(String name, int otherwise) {
        try {
            return text(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException malformed) {
            throw new TemplateException(where + "." + name, "must be a whole number");
        }
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        node(name).forEach(element -> texts.add(element.asText()));
        return texts;
    }

    Map<String, String> textMap(String name) {
        Section map = at(name);
        Map<String, String> texts = new LinkedHashMap<>();
        map.properties.fieldNames().forEachRemaining(key -> texts.put(key, map.required(key)));
        return texts;
    }

    List<Section> children() {
        List<Section> children = new ArrayList<>();
        properties.fieldNames().forEachRemaining(name -> children.add(at(name)));
        return children;
    }

    /** The last word of {@link #where}. */
    String name() {
        return where.substring(where.lastIndexOf('.') + 1);
    }
}
