package io.claviger.core.fake;

import io.claviger.core.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** A clock that stands still until it is moved; a pause moves it, and lets others act meanwhile. */
public final class FakeClock implements InstantSource, Pause {
    private final Deque<Runnable> others = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    public void moveTo(Instant then) {
        now = then;
    }

    /** What somebody else does during the next pause that nobody has claimed yet. */
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
