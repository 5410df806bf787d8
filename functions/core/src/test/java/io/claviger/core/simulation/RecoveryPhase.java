package io.claviger.core.simulation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The end of a run, without faults: every instance recovers, and the liveness invariants are checked. */
final class RecoveryPhase {
    /** Every ten seconds: a refused client is quarantined after five minutes at the earliest, and cool-downs add to that. */
    private static final int TRIES = 120;

    private static final int FLEETS = 16;

    private final World world;
    private final Population population;
    private final SplittableRandom random;
    private final OperationDriver driver;
    private final ConcurrencyPhase concurrency;
    private final EnrolmentPhase enrolment;

    RecoveryPhase(World world, Population population, SplittableRandom random) {
        this.world = world;
        this.population = population;
        this.random = random;
        this.driver = new OperationDriver(world);
        this.concurrency = new ConcurrencyPhase(world, driver);
        this.enrolment = new EnrolmentPhase(world, driver);
    }

    void run() {
        world.faults().end();
        world.adobeConnection().comeUp();
        world.outages().end();
        world.adobe().givesTheSameTokenAgain(false);
        world.adobe().tokensLive(Duration.ofMinutes(10));
        driver.settle(Duration.ofMinutes(3));
        checkAll();
        population
                .apps()
                .forEach(app -> app.statements()
                        .forEach(statement ->
                                world.adobe().statement(statement.fingerprint()).reinstate()));
        driver.settle(Duration.ofMinutes(1));
        checkAll();
        if (!allActive()) {
            // A removed canary is replaced at most once a day.
            driver.settle(Duration.ofHours(25));
            checkAll();
        }
        world.invariants()
                .check(Invariant.REINSTATING_IS_FOUND, allActive(), () -> "a reinstated statement is not active");
        int clients = world.adobe().clients().size();
        checkAll();
        world.invariants()
                .check(
                        Invariant.CHECK_LEAVES_NO_CLIENT,
                        world.adobe().clients().size() == clients,
                        () -> "a check without a finding left a client behind");
        population.instances().forEach(this::checkRecovers);
        if (world.storages().moving()) {
            new MoveActions(world)
                    .moveAll(population.instances().stream().filter(this::works).toList(), driver);
        }
        population.instances().stream().filter(this::works).findFirst().ifPresent(one -> {
            concurrency.oneRefreshForAll(one, device());
            concurrency.duplicatesCostNothing(one);
        });
        ApplicationId last = population.instances().getLast().application();
        if (random.nextInt(FLEETS) == 0) {
            concurrency.backgroundCallsArePaced(last, device());
        }
        if (random.nextInt(FLEETS) == 0) {
            new RefusalPhase(world, driver).run(last, device());
        }
        population.instances().forEach(key -> enrolment.oneDeviceForACode(key, device()));
        enrolment.bothKeysOfARotation(last, device());
        concurrency.oneRegistrationForAll(new InstanceKey(last, new InstanceId("late-comer")), device());
    }

    private boolean allActive() {
        return world.applications().all().stream()
                .flatMap(application -> application.statements().stream())
                .allMatch(statement -> statement.status() == StatementStatus.ACTIVE);
    }

    private void checkAll() {
        for (Population.App app : population.apps()) {
            driver.run(List.of(Operations.check(world, app.id())));
            driver.settle(Duration.ofSeconds(20));
        }
    }

    /** Rejected credentials need an operator, and mistyped ones the right ones. Everything else recovers by itself. */
    private void checkRecovers(InstanceKey key) {
        Operation register = Operations.register(world, key, Optional.empty(), device(), true);
        Operation vend = Operations.vend(world, key, Duration.ofSeconds(30), device());
        boolean vended = false;
        for (int i = 0; i < TRIES && !vended; i++) {
            driver.run(List.of(register));
            if (i > 0 && mayBeMistyped(key)) {
                driver.run(List.of(adoption(key)));
            }
            vended = driver.run(List.of(vend)).stream().anyMatch(VendResult.Vended.class::isInstance);
            driver.settle(Duration.ofSeconds(10));
        }
        world.invariants()
                .check(Invariant.EVERYTHING_RECOVERS, vended, () -> key + " gets no token: " + driver.describe(key));
    }

    /** Whether an operator has to bring the right client. */
    private boolean mayBeMistyped(InstanceKey key) {
        return world.instances()
                .find(key)
                .flatMap(instance -> instance.registration().knownClient())
                .filter(client -> !client.proved())
                .isPresent();
    }

    private Operation adoption(InstanceKey key) {
        ClientCredentials own = new AdoptionActions(world, random)
                .ownClient(population.app(key.application()))
                .orElseThrow();
        return Operations.adopt(world, key, own, device(), true);
    }

    /** A secret that somebody scheduled for deletion is missed at the next refresh alone, which these scenarios count. */
    private boolean works(InstanceKey key) {
        return world.vault()
                .secret(key)
                .filter(kept -> kept.deletedFrom().isEmpty())
                .flatMap(
                        kept -> world.adobe().client(kept.client().credentials().clientId()))
                .filter(client -> !client.killed())
                .isPresent();
    }

    private Device device() {
        return population.devices().get(random.nextInt(population.devices().size()));
    }
}
