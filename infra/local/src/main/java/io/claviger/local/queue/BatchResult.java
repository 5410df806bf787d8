package io.claviger.local.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.lambda.InvocationResult;
import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which messages of a batch failed ("Implementing partial batch responses" in the Lambda developer guide): all of them
 * if the function failed or its report cannot be read, none if it reports nothing.
 */
final class BatchResult {
    private BatchResult() {}

    static Set<String> failed(InvocationResult result, ArrayNode messages, boolean reportsItems) {
        Set<String> all = new HashSet<>();
        messages.forEach(message -> all.add(message.path("MessageId").asText()));
        return switch (result) {
            case InvocationResult.Failed ignored -> all;
            case InvocationResult.Returned(Buffer payload) -> reportsItems ? reported(payload, all) : Set.of();
        };
    }

    private static Set<String> reported(Buffer payload, Set<String> all) {
        Optional<JsonNode> report = JsonNodes.parse(payload.getBytes());
        if (report.isEmpty() || !report.get().path("batchItemFailures").isArray()) {
            // An empty answer, null, {} and a null list mean success. Lambda cannot read any other answer.
            boolean success =
                    report.isEmpty() ? payload.length() == 0 : !report.get().isTextual();
            return success ? Set.of() : all;
        }
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : report.get().get("batchItemFailures")) {
            String id = failure.path("itemIdentifier").asText();
            if (!all.contains(id)) {
                return all;
            }
            failed.add(id);
        }
        return failed;
    }
}
