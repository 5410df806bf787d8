package io.claviger.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Gives each call its moment, so that no key gets more than its rate. */
final class Pace {
    private final Duration interval;
    private final Map<String, Long> next = new HashMap<>();

    /** @param interval between two calls for one key */
    Pace(Duration interval) {
        this.interval = interval;
    }

    /**
     * Takes the next moment of a key.
     *
     * @param now in nanoseconds
     * @return how long to wait for it
     */
    synchronized Duration take(String key, long now) {
        long moment = Math.max(now, next.getOrDefault(key, now));
        next.put(key, moment + interval.toNanos());
        return Duration.ofNanos(moment - now);
    }

    /** No call for the key before the wait is over. */
    synchronized void holdBack(String key, Duration wait, long now) {
        next.merge(key, now + wait.toNanos(), Math::max);
    }
}
