package io.claviger.core.fake;

/** Ends a simulated process, which loses its memory. No use case may catch it. */
public final class Crash extends Error {
    private static final long serialVersionUID = 1;

    public Crash() {
        super("crash", null, false, false);
    }
}
