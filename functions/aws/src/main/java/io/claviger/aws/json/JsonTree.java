package io.claviger.aws.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** JSON objects as trees. The text may be secret, so no exception repeats it or carries the parser's exception. */
public final class JsonTree {
    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonTree() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** @throws Unreadable if the text is no JSON object */
    public static ObjectNode parse(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException _) {
            throw new Unreadable("not JSON");
        }
        throw new Unreadable("not a JSON object");
    }

    public static String write(JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can always be written", e);
        }
    }

    /** @throws Unreadable if the member is missing or no string */
    public static String text(JsonNode object, String member) {
        return optionalText(object, member).orElseThrow(() -> new Unreadable(member + " is missing or no string"));
    }

    public static Optional<String> optionalText(JsonNode object, String member) {
        return Optional.ofNullable(object.get(member))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }

    /** @throws Unreadable if the member is missing or no whole number */
    public static long number(JsonNode object, String member) {
        return Optional.ofNullable(object.get(member))
                .filter(JsonNode::canConvertToLong)
                .map(JsonNode::longValue)
                .orElseThrow(() -> new Unreadable(member + " is missing or no whole number"));
    }

    /** The strings of an array; empty if the member is missing. */
    public static List<String> texts(JsonNode object, String member) {
        return object.path(member).valueStream().map(JsonNode::asText).toList();
    }

    /** The text is not what Claviger wrote. The message names the member and repeats no value. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }
}
