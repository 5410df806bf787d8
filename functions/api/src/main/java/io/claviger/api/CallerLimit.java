package io.claviger.api;

import io.claviger.api.identity.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How many requests one caller may make of this process in a minute, so that it does not starve the others. The process
 * counts by itself: a shared count would cost each vend a write.
 */
final class CallerLimit {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int perMinute;
    private final InstantSource clock;
    private final Map<Object, Integer> counts = new HashMap<>();
    private Instant windowEnd = Instant.EPOCH;

    /** @param perMinute 0 sets no limit */
    CallerLimit(int perMinute, InstantSource clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /**
     * Counts a request of a verified caller.
     *
     * @throws ProblemException if it is one too many
     */
    synchronized void count(Caller caller) {
        if (perMinute == 0) {
            return;
        }
        Instant now = clock.instant();
        if (!now.isBefore(windowEnd)) {
            counts.clear();
            windowEnd = now.plus(WINDOW);
        }
        if (counts.merge(identity(caller), 1, Integer::sum) > perMinute) {
            throw new ProblemException(Problem.tooManyRequests(Duration.between(now, windowEnd)));
        }
    }

    /** A device signs another assertion for each request. */
    private static Object identity(Caller caller) {
        return caller instanceof Caller.EnrolledDevice(var assertion) ? assertion.instance() : caller;
    }
}
