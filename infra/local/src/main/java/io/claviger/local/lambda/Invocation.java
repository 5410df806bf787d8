package io.claviger.local.lambda;

import io.claviger.local.tracing.TraceId;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.UUID;

/**
 * One invocation of a function.
 *
 * @param traceId the value of {@code Lambda-Runtime-Trace-Id}
 */
record Invocation(String requestId, String traceId, Buffer payload) {

    /** @param traced whether X-Ray keeps the trace */
    static Invocation of(Buffer payload, Instant now, boolean traced) {
        String trace = "Root=%s;Parent=%s;Sampled=%d".formatted(TraceId.root(now), TraceId.segment(), traced ? 1 : 0);
        return new Invocation(UUID.randomUUID().toString(), trace, payload);
    }
}
