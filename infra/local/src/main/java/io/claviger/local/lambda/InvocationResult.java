package io.claviger.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;

/** The result of an invocation. */
public sealed interface InvocationResult {
    /** The function returned. */
    record Returned(Buffer payload) implements InvocationResult {}

    /**
     * The function failed, ran out of time, or its process ended.
     *
     * @param error {@code errorType}, {@code errorMessage} and the runtime's other members
     */
    record Failed(JsonNode error) implements InvocationResult {}
}
