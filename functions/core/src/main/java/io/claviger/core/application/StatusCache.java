package io.claviger.core.application;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The statuses of the applications that this process read most recently. A status is at most {@code maxAge} old: a use
 * case that stores a revocation waits that long, and then every process knows it.
 */
public final class StatusCache {
    /**
     * A status and when the read began that found it. Whatever is remembered because of it counts as read then.
     */
    public record KnownStatus(ApplicationStatus status, Instant readAt) {}

    private final Supplier<Applications> applications;
    private final Duration maxAge;
    private final InstantSource clock;
    private final Map<ApplicationId, KnownStatus> known = new ConcurrentHashMap<>();

    /** @param maxAge how long a status may be remembered; zero turns the cache off */
    public StatusCache(Supplier<Applications> applications, Duration maxAge, InstantSource clock) {
        this.applications = applications;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** Empty if there is no such application. */
    public Optional<KnownStatus> find(ApplicationId id) {
        Instant now = clock.instant();
        return Optional.ofNullable(known.get(id))
                .filter(it ->
                        !now.isBefore(it.readAt()) && now.isBefore(it.readAt().plus(maxAge)))
                .or(() -> read(id, now));
    }

    private Optional<KnownStatus> read(ApplicationId id, Instant now) {
        Optional<KnownStatus> read = applications.get().status(id).map(status -> new KnownStatus(status, now));
        // A revocation is not remembered, so that its end is seen at once.
        read.filter(fresh -> fresh.status().revokedStatements().isEmpty())
                .ifPresentOrElse(fresh -> known.put(id, fresh), () -> known.remove(id));
        return read;
    }
}
