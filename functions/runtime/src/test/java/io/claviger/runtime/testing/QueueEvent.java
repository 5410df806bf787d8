package io.claviger.runtime.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** Events of an SQS event source, made from a file. */
public final class QueueEvent {
    private QueueEvent() {}

    /** The event of the file, with the bodies {@code first}, {@code poison} and {@code third}. */
    public static JsonNode sample() {
        try (InputStream file = QueueEvent.class.getResourceAsStream("queue-event.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with other bodies, at most three. */
    public static JsonNode of(String... bodies) {
        JsonNode event = sample();
        Iterator<JsonNode> records = event.path("Records").elements();
        for (String body : bodies) {
            ((ObjectNode) records.next()).put("body", body);
        }
        while (records.hasNext()) {
            records.next();
            records.remove();
        }
        return event;
    }

    /** The messages that failed, by number, counted from zero. */
    public static List<Integer> failures(JsonNode event, JsonNode answer) {
        List<String> ids = event.path("Records")
                .valueStream()
                .map(message -> message.path("messageId").asText())
                .toList();
        return answer.path("batchItemFailures")
                .valueStream()
                .map(failure -> ids.indexOf(failure.path("itemIdentifier").asText()))
                .toList();
    }
}
