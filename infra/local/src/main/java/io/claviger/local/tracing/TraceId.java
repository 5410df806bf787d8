package io.claviger.local.tracing;

import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Creates ids in X-Ray's form (X-Ray developer guide, "AWS X-Ray segment documents"). */
public final class TraceId {
    private TraceId() {}

    /** An id of a trace: version 1, seconds since the epoch in hexadecimal, 96 random bits. */
    public static String root(Instant begun) {
        return "1-" + HexFormat.of().toHexDigits(begun.getEpochSecond(), 8) + "-" + random(12);
    }

    /** An id of a segment: 64 random bits. */
    public static String segment() {
        return random(8);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
