package io.claviger.aws.testing;

import io.claviger.core.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves when told to, or when somebody pauses. */
public final class FakeClock implements InstantSource, Pause {
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void pause(Duration duration) {
        now = now.plus(duration);
    }

    public void advance(Duration duration) {
        pause(duration);
    }
}
