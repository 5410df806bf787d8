package io.claviger.core.fake;

import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.refresh.DevicePacing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One place a second for each device, on the caller's clock. */
public final class InMemoryPacing {
    private static final Duration APART = Duration.ofSeconds(1);

    private final Map<String, Instant> nextFree = new HashMap<>();

    /** The port of a process with this clock. */
    public DevicePacing onClock(InstantSource clock) {
        return (ip, maxWait) -> reserve(ip, maxWait, clock.instant());
    }

    private Optional<Duration> reserve(Optional<ClientIp> ip, Duration maxWait, Instant now) {
        String device = ip.map(ClientIp::reveal).orElse("");
        Instant free = nextFree.getOrDefault(device, now);
        Instant place = free.isAfter(now) ? free : now;
        Duration wait = Duration.between(now, place);
        if (wait.compareTo(maxWait) > 0) {
            return Optional.empty();
        }
        nextFree.put(device, place.plus(APART));
        return Optional.of(wait);
    }
}
