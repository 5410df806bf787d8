package io.claviger.core.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Outages of AWS services, which may overlap, and the sealing key that a process reads through them at its first use. */
final class AwsOutages {
    /** A service whose failure takes others along. */
    enum Service {
        /** Nothing encrypted can be read or written; an absent secret is still known to be absent. */
        KMS,
        SECRETS_MANAGER,
        DYNAMODB
    }

    private final World world;
    private final Map<Service, Instant> downUntil = new EnumMap<>(Service.class);

    AwsOutages(World world) {
        this.world = world;
    }

    void begin(Set<Service> services, Duration outage) {
        Instant until = world.scheduler().instant().plus(outage);
        services.forEach(service -> downUntil.put(service, until));
        world.trace().note(() -> "*** " + services + " down for " + outage);
    }

    /** Some services go down, for less than a minute: KMS alone in every other case. */
    void beginSome(SplittableRandom random) {
        Set<Service> services = EnumSet.noneOf(Service.class);
        if (random.nextBoolean()) {
            services.add(Service.KMS);
        } else {
            addSome(services, random);
        }
        begin(services, Duration.ofMillis(random.nextInt(60_000)));
    }

    private static void addSome(Set<Service> services, SplittableRandom random) {
        for (Service service : Service.values()) {
            if (random.nextInt(3) > 0) {
                services.add(service);
            }
        }
    }

    void end() {
        downUntil.clear();
    }

    /** Whether the service is down. The run of the current task then counts as disturbed. */
    boolean down(Service service) {
        boolean down = world.scheduler().instant().isBefore(downUntil.getOrDefault(service, Instant.MIN));
        if (down) {
            world.network().currentRun().ifPresent(OperationRun::disturb);
        }
        return down;
    }

    /** Whether the latest outage of the service lasted until then or longer. */
    boolean downAt(Service service, Instant then) {
        return then.isBefore(downUntil.getOrDefault(service, Instant.MIN));
    }

    /**
     * Puts the sealing key into the memory of the current process, unless it is there.
     *
     * @return false if the key cannot be read
     */
    boolean sealingKeyInMemory() {
        Optional<SimulatedProcess> process = world.network().currentRun().map(OperationRun::process);
        if (process.filter(own -> !own.hasSealingKey()).isEmpty()) {
            return true;
        }
        // The keyset lies in Secrets Manager, and its copy in a table; KMS encrypts both.
        boolean read = world.network()
                .call(
                        "keyset.read",
                        () -> !down(Service.KMS) && (!down(Service.SECRETS_MANAGER) || !down(Service.DYNAMODB)),
                        () -> false);
        if (read) {
            process.get().hasSealingKey(true);
        }
        return read;
    }
}
