package io.claviger.core.simulation;

import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Draws the delay before the next action: milliseconds, days, or until a lease, token or window ends. */
final class Delays {
    private final World world;
    private final SplittableRandom random;

    Delays(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    Supplier<Duration> next() {
        int how = random.nextInt(100);
        if (how < 45) {
            Duration moment = Duration.ofMillis(random.nextInt(60));
            return () -> moment;
        } else if (how < 65) {
            Duration pause = Duration.ofMillis(random.nextInt(30_000));
            return () -> pause;
        } else if (how < 75) {
            Duration some = Duration.ofSeconds(random.nextInt(1_200));
            return () -> some;
        } else if (how < 96) {
            int which = random.nextInt(Integer.MAX_VALUE);
            Duration off = Duration.ofMillis(random.nextInt(8_000) - 4_000L);
            return () -> until(which, off);
        }
        Duration age = Duration.ofHours(random.nextInt(750));
        return () -> age;
    }

    /** The time until about when something ends or falls due, where races are most likely. */
    private Duration until(int which, Duration off) {
        Instant now = world.scheduler().instant();
        List<Instant> moments = world.instances().all().stream()
                .flatMap(Delays::moments)
                .map(moment -> moment.plus(off))
                .filter(now::isBefore)
                .toList();
        return moments.isEmpty()
                ? Duration.ofSeconds(which % 10)
                : Duration.between(now, moments.get(which % moments.size()));
    }

    private static Stream<Instant> moments(Instance instance) {
        Stream<Optional<Instant>> moments = Stream.of(
                instance.token().map(InstanceToken::expiresAt),
                instance.token().map(InstanceToken::expiresAt),
                instance.token().map(InstanceToken::refreshAfter),
                instance.refreshState().coolDownUntil(),
                instance.refreshState().lease().map(Lease::until),
                ends(instance.registration()));
        return moments.flatMap(Optional::stream);
    }

    private static Optional<Instant> ends(Registration registration) {
        return switch (registration) {
            case Registration.Attempt attempt -> Optional.of(attempt.leaseUntil());
            case Registration.Deregistered(var _, Instant until) -> Optional.of(until);
            case Registration.Unregistered _,
                    Registration.Active _,
                    Registration.Suspect _,
                    Registration.Quarantined _ -> Optional.empty();
        };
    }
}
