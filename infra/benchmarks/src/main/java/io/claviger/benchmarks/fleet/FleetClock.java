package io.claviger.benchmarks.fleet;

import io.claviger.core.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The compressed clock. Each task has a time of its own, which its pauses move, so that a wait costs nothing. Between
 * tasks the time is the beginning of the current minute.
 */
final class FleetClock implements InstantSource, Pause {
    private static final ScopedValue<AtomicReference<Instant>> OF_TASK = ScopedValue.newInstance();

    private volatile Instant minute;

    FleetClock(Instant start) {
        this.minute = start;
    }

    @Override
    public Instant instant() {
        return OF_TASK.isBound() ? OF_TASK.get().get() : minute;
    }

    void moveTo(Instant next) {
        minute = next;
    }

    /** Runs a task that begins at this time, and returns the time at which it ended. */
    Instant run(Instant at, Runnable task) {
        AtomicReference<Instant> time = new AtomicReference<>(at);
        ScopedValue.where(OF_TASK, time).run(task);
        return time.get();
    }

    @Override
    public void pause(Duration duration) {
        OF_TASK.get().updateAndGet(now -> now.plus(duration));
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
