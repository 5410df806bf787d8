package io.claviger.core.simulation;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Safeguards;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.fake.RegisteredClient;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.Registration;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Adobe refuses many good clients of one application for ten minutes, and accepts them again. */
final class RefusalPhase {
    private static final int FLEET = Safeguards.QUARANTINES + 3;
    private static final Duration STORM = Duration.ofMinutes(10);
    private static final int TRIES = 20;

    private final World world;
    private final OperationDriver driver;

    RefusalPhase(World world, OperationDriver driver) {
        this.world = world;
        this.driver = driver;
    }

    void run(ApplicationId application, Device household) {
        List<InstanceKey> fleet = IntStream.range(0, FLEET)
                .mapToObj(i -> new InstanceKey(application, new InstanceId("refused-" + i)))
                .toList();
        for (InstanceKey key : fleet) {
            registerAndVend(key, household);
        }
        driver.sleepUntil(quietFrom(application, fleet));
        List<RegisteredClient> clients =
                fleet.stream().flatMap(key -> client(key).stream()).toList();
        clients.forEach(RegisteredClient::kill);
        Instant end = world.scheduler().instant().plus(STORM);
        while (world.scheduler().instant().isBefore(end)) {
            for (InstanceKey key : fleet) {
                driver.run(List.of(Operations.vend(world, key, Duration.ZERO, household)));
                driver.settle(Duration.ofSeconds(2));
            }
            driver.settle(Duration.ofSeconds(30));
        }
        checkFewAreQuarantined(fleet);
        clients.forEach(RegisteredClient::revive);
        fleet.forEach(key -> checkComesBack(key, household));
    }

    /** When the last token has expired, and earlier quarantines no longer count. */
    private Instant quietFrom(ApplicationId application, List<InstanceKey> fleet) {
        Instant counted = world.applications()
                .find(application)
                .map(Application::safeguards)
                .map(Safeguards::quarantinesUntil)
                .orElse(Instant.MIN);
        return fleet.stream()
                .flatMap(key -> world.instances().find(key).flatMap(Instance::token).stream())
                .map(InstanceToken::expiresAt)
                .reduce(counted, (one, other) -> one.isAfter(other) ? one : other)
                .plusSeconds(10);
    }

    private void checkFewAreQuarantined(List<InstanceKey> fleet) {
        long quarantined = fleet.stream()
                .flatMap(key -> world.instances().find(key).stream())
                .filter(instance -> instance.registration() instanceof Registration.Quarantined)
                .count();
        world.coverage().count(quarantined + " of " + FLEET + " refused instances quarantined");
        world.invariants()
                .check(
                        Invariant.QUARANTINES_ARE_FEW,
                        quarantined <= Safeguards.QUARANTINES,
                        () -> quarantined + " of " + FLEET + " instances that were refused at once are quarantined");
    }

    private void checkComesBack(InstanceKey key, Device household) {
        boolean vended = false;
        for (int i = 0; i < TRIES && !vended; i++) {
            vended = registerAndVend(key, household);
            driver.settle(Duration.ofSeconds(10));
        }
        boolean back = vended;
        world.invariants()
                .check(Invariant.GOOD_CLIENTS_COME_BACK, back, () -> key + " stays refused: " + driver.describe(key));
    }

    private boolean registerAndVend(InstanceKey key, Device household) {
        driver.run(List.of(Operations.register(world, key, Optional.empty(), household, false)));
        driver.settle(Duration.ofSeconds(2));
        return driver.run(List.of(Operations.vend(world, key, Duration.ZERO, household))).stream()
                .anyMatch(VendResult.Vended.class::isInstance);
    }

    private Optional<RegisteredClient> client(InstanceKey key) {
        return world.vault()
                .secret(key)
                .flatMap(
                        kept -> world.adobe().client(kept.client().credentials().clientId()));
    }
}
