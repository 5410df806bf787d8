package io.claviger.api;

import io.claviger.api.identity.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many requests one caller may make of this process in a minute, so that it does not starve the others. The process
 * counts by itself: a shared count would cost each vend a write.
 */
final class CallerLimit {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int perMinute;
    private final InstantSource clock;
    private final Map<Caller, Integer> counts = new HashMap<>();
    private Instant windowEnd = Instant.EPOCH;

    /** @param perMinute 0 sets no limit */
    CallerLimit(int perMinute, InstantSource clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** Counts a request. How long the caller has to wait if this was one too many; otherwise empty. */
    synchronized Optional<Duration> exceededBy(Caller caller) {
        if (perMinute == 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (!now.isBefore(windowEnd)) {
            counts.clear();
            windowEnd = now.plus(WINDOW);
        }
        return counts.merge(caller, 1, Integer::sum) > perMinute
                ? Optional.of(Duration.between(now, windowEnd))
                : Optional.empty();
    }
}
