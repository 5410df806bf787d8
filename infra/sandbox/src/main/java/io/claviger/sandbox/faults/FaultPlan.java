package io.claviger.sandbox.faults;

import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with one call.
 *
 * @param latencyMs   milliseconds to wait first; 0 for none
 * @param reset       the connection is reset and nothing else happens
 * @param status      answered instead of doing the work
 * @param sameToken   whether a token call repeats the last token
 * @param delivery    what happens to the answer
 * @param contentType sent instead of the right one
 */
public record FaultPlan(
        int latencyMs,
        boolean reset,
        @Nullable Integer status,
        boolean sameToken,
        Delivery delivery,
        @Nullable String contentType) {

    /** How the answer reaches the caller once the work is done. */
    public enum Delivery {
        /** Whole. */
        WHOLE,
        /** Not at all: the connection is closed. */
        DROPPED,
        /** Cut in the middle of the body. */
        TRUNCATED,
        /** With a body that goes on and on. */
        ENDLESS
    }
}
