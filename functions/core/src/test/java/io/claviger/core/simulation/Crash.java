package io.claviger.core.simulation;

/** The end of a simulated process: everything it had in memory is gone. */
final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
        super("crash", null, false, false);
    }
}
