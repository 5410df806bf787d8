package io.claviger.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The system's clock, set forward. */
public final class MovedClock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    /** Sets it forward by this time more. */
    public synchronized void moveBy(Duration time) {
        ahead = ahead.plus(time);
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(ahead);
    }
}
