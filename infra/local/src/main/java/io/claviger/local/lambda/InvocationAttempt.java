package io.claviger.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;

/** The result of offering an invocation to an environment. */
sealed interface InvocationAttempt {
    record Finished(InvocationResult result) implements InvocationAttempt {}

    /** The process ended before it took the invocation, so another process may take it. */
    record NeverTaken(JsonNode reason) implements InvocationAttempt {}
}
