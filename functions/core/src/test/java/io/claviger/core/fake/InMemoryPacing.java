package io.claviger.core.fake;

import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.pacing.DevicePacing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The calls for each device address: a background turn every two seconds; a foreground call moves the next one by one. */
public final class InMemoryPacing {
    private static final Duration FOREGROUND = Duration.ofSeconds(1);
    private static final Duration BURST = FOREGROUND.multipliedBy(10);
    private static final Duration BACKGROUND = Duration.ofSeconds(2);

    private final Map<String, Instant> nextFree = new HashMap<>();
    private final Map<String, Instant> slowUntil = new HashMap<>();

    /** The port of a process with this clock. */
    public DevicePacing onClock(InstantSource clock) {
        return new DevicePacing() {
            @Override
            public Optional<Duration> reserve(Optional<ClientIp> ip, Duration maxWait) {
                Instant now = clock.instant();
                Duration wait = Duration.between(now, next(name(ip), now));
                if (wait.compareTo(maxWait) > 0) {
                    return Optional.empty();
                }
                nextFree.put(name(ip), now.plus(wait).plus(BACKGROUND));
                return Optional.of(wait);
            }

            @Override
            public Duration place(Optional<ClientIp> ip, Duration earliest, Duration latest) {
                Instant now = clock.instant();
                String places = name(ip) + " places";
                Instant next = next(places, now.plus(earliest));
                if (next.isAfter(now.plus(latest))) {
                    return latest;
                }
                nextFree.put(places, next.plus(BACKGROUND));
                return Duration.between(now, next);
            }

            @Override
            public Optional<Duration> countUnlessThrottled(Optional<ClientIp> ip) {
                Instant now = clock.instant();
                Optional<Duration> refused = Optional.ofNullable(slowUntil.get(name(ip)))
                        .map(until -> Duration.between(now, until))
                        .filter(Duration::isPositive);
                Instant next = next(name(ip), now);
                if (refused.isEmpty() && next.isBefore(now.plus(BURST))) {
                    nextFree.put(name(ip), next.plus(FOREGROUND));
                }
                return refused;
            }

            @Override
            public void holdBack(Optional<ClientIp> ip, Duration pause) {
                Instant until = clock.instant().plus(pause);
                slowUntil.merge(name(ip), until, (one, other) -> one.isAfter(other) ? one : other);
                nextFree.put(name(ip), next(name(ip), until));
            }
        };
    }

    /** A port that never delays or refuses a call. */
    public static DevicePacing unlimited() {
        return new DevicePacing() {
            @Override
            public Optional<Duration> reserve(Optional<ClientIp> ip, Duration maxWait) {
                return Optional.of(Duration.ZERO);
            }

            @Override
            public Duration place(Optional<ClientIp> ip, Duration earliest, Duration latest) {
                return earliest;
            }

            @Override
            public Optional<Duration> countUnlessThrottled(Optional<ClientIp> ip) {
                return Optional.empty();
            }

            @Override
            public void holdBack(Optional<ClientIp> ip, Duration pause) {}
        };
    }

    private Instant next(String name, Instant earliest) {
        Instant next = nextFree.getOrDefault(name, earliest);
        return next.isAfter(earliest) ? next : earliest;
    }

    private static String name(Optional<ClientIp> ip) {
        return ip.map(ClientIp::reveal).orElse("");
    }
}
