package io.claviger.core.simulation;

import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.simulation.Workload.Action;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Operators bring clients that apps hold already: proved at once or by the first vend, some of them mistyped. */
final class AdoptionActions {
    private static final Duration FIRST_VEND = Duration.ofSeconds(20);

    /** A refused client is quarantined after five minutes at the earliest. */
    private static final Duration VEND_AGAIN = Duration.ofMinutes(6);

    private static final Duration REGISTER = Duration.ofMinutes(9);

    private final World world;
    private final SplittableRandom random;

    AdoptionActions(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    Action action(Supplier<Duration> delay, Population.App app, InstanceKey key, Device device) {
        int what = random.nextInt(4);
        return switch (what) {
            case 0 -> new Action(delay, "ADOPT " + key + " mistyped at first vend", () -> adoptMistyped(key, device));
            default ->
                new Action(
                        delay,
                        "ADOPT " + key + (what == 1 ? " at first vend" : ""),
                        () -> ownClient(app)
                                .ifPresent(own -> start(Operations.adopt(world, key, own, device, what != 1))));
        };
    }

    /** The client is refused, the instance quarantined, and an operator registers it anew. */
    private void adoptMistyped(InstanceKey key, Device device) {
        start(Operations.adopt(world, key, mistyped(key), device, false));
        Operation vend = Operations.vend(world, key, Duration.ZERO, device);
        later(FIRST_VEND, vend);
        later(VEND_AGAIN, vend);
        later(REGISTER, Operations.register(world, key, Optional.empty(), device, true));
    }

    private static ClientCredentials mistyped(InstanceKey key) {
        return new ClientCredentials(
                new ClientId("mistyped-of-" + key.instance()), new ClientSecret(FakeAdobe.MARK + "-mistyped"));
    }

    /** A client that the app registered by itself, with its application's current statement. */
    Optional<ClientCredentials> ownClient(Population.App app) {
        return world.applications()
                .find(app.id())
                .flatMap(known -> app.statements().stream()
                        .filter(statement -> statement
                                .fingerprint()
                                .equals(known.currentStatement().fingerprint()))
                        .findFirst())
                .map(statement -> world.adobe().registerByItself(statement));
    }

    private void start(Operation operation) {
        world.processes().start(operation, _ -> {});
    }

    private void later(Duration delay, Operation operation) {
        world.scheduler().spawn(delay, () -> {
            if (!world.faults().ended()) {
                start(operation);
            }
        });
    }
}
