package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** What invokes a function. */
public sealed interface EventSource {
    /** The event's own name in the template. */
    String name();

    /**
     * @param api the logical id of the HTTP API, or nothing for the one that SAM makes up
     * @param method upper case; {@code ANY} for every method
     * @param path a path with {@code {variables}}, or {@code $default}
     * @param authorizer the authorizer's name, {@code NONE} for none, or nothing for the API's default
     */
    record HttpRoute(String name, Optional<String> api, String method, String path, Optional<String> authorizer)
            implements EventSource {}

    /**
     * @param expression {@code rate(…)} or {@code cron(…)}
     * @param input the payload; nothing for the scheduler's own event
     */
    record Schedule(String name, String expression, ZoneId zone, Optional<JsonNode> input, boolean enabled)
            implements EventSource {}

    /**
     * @param queue the queue's ARN
     * @param window how long a batch may be gathered
     * @param reportsItems whether the answer names the messages that failed
     * @param maximumConcurrency how many batches may be under way at once
     */
    record QueueSource(
            String name,
            String queue,
            int batchSize,
            Duration window,
            boolean reportsItems,
            int maximumConcurrency,
            boolean enabled)
            implements EventSource {}
}
