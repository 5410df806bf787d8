package io.claviger.core.simulation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/** One Lambda execution environment: one operation at a time, its own clock, and a memory that a crash clears. */
final class SimulatedProcess {
    private final String name;
    private final Duration clockError;
    private final InstantSource clock;
    private final Function<SimulatedProcess, Functions> start;
    private Functions useCases;
    private boolean busy;
    private boolean hasSealingKey;
    private int starts;

    SimulatedProcess(
            String name, Duration clockError, InstantSource time, Function<SimulatedProcess, Functions> start) {
        this.name = name;
        this.clockError = clockError;
        this.clock = () -> time.instant().plus(clockError);
        this.start = start;
        this.useCases = start.apply(this);
    }

    InstantSource clock() {
        return clock;
    }

    Duration clockError() {
        return clockError;
    }

    Functions useCases() {
        return useCases;
    }

    boolean busy() {
        return busy;
    }

    void busy(boolean now) {
        busy = now;
    }

    /** Whether the sealing key is in its memory. */
    boolean hasSealingKey() {
        return hasSealingKey;
    }

    void hasSealingKey(boolean now) {
        hasSealingKey = now;
    }

    /** Starts again with an empty memory. */
    void restart() {
        hasSealingKey = false;
        forget();
        starts++;
    }

    /** Loses what its use cases remember. */
    void forget() {
        useCases = start.apply(this);
    }

    int starts() {
        return starts;
    }

    @Override
    public String toString() {
        return name;
    }
}
