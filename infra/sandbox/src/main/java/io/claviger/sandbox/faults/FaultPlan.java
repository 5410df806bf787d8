package io.claviger.sandbox.faults;

import org.jspecify.annotations.Nullable;

/**
 * The faults of one call.
 *
 * @param latencyMs   milliseconds to wait before the work; 0 for none
 * @param reset       whether the connection is reset instead of the work
 * @param status      sent instead of the work; null for none
 * @param sameToken   whether a token call gets its client's latest token again
 * @param delivery    how the response is sent
 * @param contentType sent instead of the right one; null for none
 */
public record FaultPlan(
        int latencyMs,
        boolean reset,
        @Nullable Integer status,
        boolean sameToken,
        Delivery delivery,
        @Nullable String contentType) {

    /** How the response is sent after the work. */
    public enum Delivery {
        /** Whole. */
        WHOLE,
        /** The connection is closed without a response. */
        DROPPED,
        /** The connection is closed in the middle of the body. */
        TRUNCATED,
        /** The body does not end. */
        ENDLESS
    }
}
