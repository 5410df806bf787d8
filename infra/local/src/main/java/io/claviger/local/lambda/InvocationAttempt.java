package io.claviger.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of offering an invocation to an environment. */
sealed interface InvocationAttempt {
    record Finished(InvocationResult result) implements InvocationAttempt {}

    /** The process ended before it took the invocation, so that another process may. */
    record NeverTaken(JsonNode reason) implements InvocationAttempt {}
}
