package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.claviger.local.http.JsonNodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A resolved part of the template that knows where it stands, so that every complaint names its place. */
record Section(JsonNode node, String where) {

    /** @throws TemplateException for a property outside both sets */
    Section knowing(Set<String> understood, Set<String> ignored) {
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (!understood.contains(property.getKey()) && !ignored.contains(property.getKey())) {
                throw new TemplateException(where + "." + property.getKey(), "this property is not understood");
            }
        }
        return this;
    }

    Section at(String name) {
        JsonNode child = node.path(name);
        return new Section(child, where + "." + name);
    }

    boolean has(String name) {
        return node.has(name);
    }

    Optional<String> text(String name) {
        JsonNode value = node.path(name);
        if (value.isContainerNode()) {
            throw new TemplateException(where + "." + name, "must be a text");
        }
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new TemplateException(where + "." + name, "is missing"));
    }

    int integer(String name, int otherwise) {
        Optional<String> text = text(name);
        try {
            return text.map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException malformed) {
            throw new TemplateException(where + "." + name, "must be a whole number");
        }
    }

    boolean flag(String name, boolean otherwise) {
        return text(name).map(Boolean::parseBoolean).orElse(otherwise);
    }

    /** The elements of a list, or the one value that stands in place of a list. */
    List<String> texts(String name) {
        JsonNode value = node.path(name);
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> texts.add(element.asText()));
        } else if (!value.isMissingNode()) {
            texts.add(value.asText());
        }
        return List.copyOf(texts);
    }

    Map<String, String> textMap(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.path(name).properties()) {
            if (entry.getValue().isContainerNode()) {
                throw new TemplateException(where + "." + name + "." + entry.getKey(), "must be a text");
            }
            map.put(entry.getKey(), entry.getValue().asText());
        }
        return map;
    }

    List<Section> children() {
        List<Section> children = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            children.add(new Section(entry.getValue(), where + "." + entry.getKey()));
        }
        return children;
    }

    /** The last word of {@link #where}. */
    String name() {
        return where.substring(where.lastIndexOf('.') + 1);
    }

    JsonNode orEmpty() {
        return node instanceof MissingNode ? JsonNodes.object() : node;
    }
}
