package io.claviger.local.lambda;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One invocation on its way to a function.
 *
 * @param traceId the value of {@code Lambda-Runtime-Trace-Id}
 */
record Invocation(String requestId, String traceId, Buffer payload) {

    static Invocation of(Buffer payload, Instant now) {
        byte[] random = new byte[20];
        ThreadLocalRandom.current().nextBytes(random);
        HexFormat hex = HexFormat.of();
        // X-Ray: version 1, seconds since the epoch in hexadecimal, 96 random bits; then the parent segment, 64 bits.
        String trace = "Root=1-" + hex.toHexDigits(now.getEpochSecond(), 8) + "-" + hex.formatHex(random, 0, 12)
                + ";Parent=" + hex.formatHex(random, 12, 20) + ";Sampled=0";
        return new Invocation(UUID.randomUUID().toString(), trace, payload);
    }
}
