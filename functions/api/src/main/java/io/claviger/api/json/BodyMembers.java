package io.claviger.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.core.credentials.InvalidInput;
import java.util.List;
import java.util.Optional;

/** The members of a request's JSON object, all of them known. {@code toString} shows none of them. */
public final class BodyMembers {
    private final ObjectNode object;

    private BodyMembers(ObjectNode object) {
        this.object = object;
    }

    /** @throws InvalidInput if the text is not one JSON object, or has unknown members */
    public static BodyMembers of(String text, String... known) {
        ObjectNode object = StrictJson.object(text)
                .orElseThrow(() -> new InvalidInput(
                        "the body must be one JSON object, with no member twice and nothing after it"));
        List<String> names = List.of(known);
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new InvalidInput(
                        "the body has an unknown member; the known members are " + String.join(", ", names));
            }
        });
        return new BodyMembers(object);
    }

    /** @throws InvalidInput if the member is missing or not a string */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> new InvalidInput(name + " is missing"));
    }

    /**
     * @throws InvalidInput if the member is present and not a string, or not encodable in UTF-8 (RFC 8259 section 8.2)
     */
    public Optional<String> optionalText(String name) {
        Optional<JsonNode> member = Optional.ofNullable(object.get(name));
        if (member.isPresent() && !member.get().isTextual()) {
            throw new InvalidInput(name + " must be a string");
        }
        Optional<String> text = member.map(JsonNode::textValue);
        if (text.filter(BodyMembers::hasLoneSurrogate).isPresent()) {
            throw new InvalidInput(name + " has an unpaired surrogate");
        }
        return text;
    }

    /** @throws InvalidInput if the member is present and not an object */
    public Optional<ObjectNode> optionalObject(String name) {
        Optional<JsonNode> member = Optional.ofNullable(object.get(name));
        if (member.isPresent() && !member.get().isObject()) {
            throw new InvalidInput(name + " must be an object");
        }
        return member.map(ObjectNode.class::cast);
    }

    /**
     * False if it is missing.
     *
     * @throws InvalidInput if the member is present and neither true nor false
     */
    public boolean flag(String name) {
        Optional<JsonNode> member = Optional.ofNullable(object.get(name));
        if (member.isPresent() && !member.get().isBoolean()) {
            throw new InvalidInput(name + " must be true or false");
        }
        return member.filter(JsonNode::booleanValue).isPresent();
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
