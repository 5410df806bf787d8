package io.claviger.core.fake;

import io.claviger.core.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A clock that only a test or a pause moves. An action can be set to run during the next pause. */
public final class FakeClock implements InstantSource, Pause {
    private final Queue<Runnable> others = new ConcurrentLinkedQueue<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    public synchronized void moveTo(Instant then) {
        now = then;
    }

    /** Runs an action during the next pause. Further actions run during the pauses after it. */
    public void duringNextPause(Runnable other) {
        others.add(other);
    }

    @Override
    public void pause(Duration duration) {
        advance(duration);
        Runnable other = others.poll();
        if (other != null) {
            other.run();
        }
    }
}
