package io.claviger.core.simulation;

import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.instance.HeldToken;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.registration.Registering;
import io.claviger.core.vending.Vending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** After the faults have ended: all must come back, and what was only likely before must now be exact. */
final class Epilogue {
    private static final int CROWD = 5;
    private static final int TRIES = 40;
    private static final int FLEETS = 16;
    private static final int FLEET = 15;

    private final World world;
    private final Cast cast;
    private final SplittableRandom random;

    Epilogue(World world, Cast cast, SplittableRandom random) {
        this.world = world;
        this.cast = cast;
        this.random = random;
    }

    void play() {
        world.faults().end();
        world.lineToAdobe().comeUp();
        world.adobe().givesTheSameTokenAgain(false);
        settle(Duration.ofMinutes(3));
        checkAll();
        cast.apps()
                .forEach(app -> app.statements()
                        .forEach(statement ->
                                world.adobe().statement(statement.fingerprint()).reinstate()));
        settle(Duration.ofMinutes(1));
        checkAll();
        if (!allActive()) {
            // A canary that was removed while its statement was revoked is replaced once a day.
            settle(Duration.ofHours(25));
            checkAll();
        }
        world.verdict()
                .check(Promise.REINSTATING_IS_FOUND, allActive(), () -> "not all statements come back to be active");
        int clients = world.adobe().clients().size();
        checkAll();
        world.verdict()
                .check(
                        Promise.CHECK_LEAVES_NO_CLIENT,
                        world.adobe().clients().size() == clients,
                        () -> "checks that found all well left clients behind");
        cast.instances().forEach(this::comesBack);
        cast.instances().stream().filter(this::works).findFirst().ifPresent(one -> {
            oneRefreshForAll(one);
            duplicatesCostNothing(one);
        });
        if (random.nextInt(FLEETS) == 0) {
            keepsThePace();
        }
        oneRegistrationForAll(new InstanceKey(cast.instances().getLast().application(), new InstanceId("late-comer")));
    }

    private boolean allActive() {
        return world.applications().all().stream()
                .flatMap(application -> application.statements().stream())
                .allMatch(statement -> statement.status() == StatementStatus.ACTIVE);
    }

    private void checkAll() {
        for (Cast.App app : cast.apps()) {
            perform(List.of(Operations.check(world, app.id())));
            settle(Duration.ofSeconds(20));
        }
    }

    /** Where credentials were rejected for good, it takes an operator; whatever else happened heals by itself. */
    private void comesBack(InstanceKey key) {
        Operation register = Operations.register(world, key, Optional.empty(), device(), true);
        Operation vend = Operations.vend(world, key, Duration.ofSeconds(30), device());
        boolean vended = false;
        for (int i = 0; i < TRIES && !vended; i++) {
            perform(List.of(register));
            vended = perform(List.of(vend)).stream().anyMatch(Vending.Vended.class::isInstance);
            settle(Duration.ofSeconds(10));
        }
        world.verdict()
                .check(Promise.ALL_COMES_BACK, vended, () -> "no token is to be had for " + key + ": " + stands(key));
    }

    private boolean works(InstanceKey key) {
        return world.vault()
                .secret(key)
                .flatMap(
                        kept -> world.adobe().client(kept.client().credentials().clientId()))
                .filter(client -> !client.killed())
                .isPresent();
    }

    private String stands(InstanceKey key) {
        return world.instances().find(key) + ", vault: "
                + world.vault().secret(key).map(kept -> kept.client().client() + " " + kept.deletedFrom());
    }

    private void oneRefreshForAll(InstanceKey key) {
        token(key).ifPresent(token -> sleepUntil(token.expiresAt().plusSeconds(10)));
        int before = world.tokenWatch().callsFor(key);
        List<Object> answers = perform(crowd(Operations.vend(world, key, Duration.ZERO, device())));
        int calls = world.tokenWatch().callsFor(key) - before;
        world.verdict()
                .check(
                        Promise.ONE_REFRESH_FOR_ALL,
                        calls == 1
                                && answers.size() == CROWD
                                && answers.stream().allMatch(answer -> answer instanceof Vending.Vended),
                        () -> calls + " upstream calls for " + CROWD + " vends, which answered " + answers);
    }

    private void duplicatesCostNothing(InstanceKey key) {
        token(key).ifPresent(token -> sleepUntil(token.refreshAfter().plusSeconds(10)));
        int before = world.tokenWatch().callsFor(key);
        perform(crowd(Operations.refresh(world, key)));
        perform(List.of(Operations.refresh(world, key), Operations.sweep(key.application())));
        settle(Duration.ofSeconds(1));
        int calls = world.tokenWatch().callsFor(key) - before;
        world.verdict()
                .check(
                        Promise.DUPLICATES_COST_NOTHING,
                        calls == 1,
                        () -> calls + " upstream calls for one refresh that was due: " + stands(key));
    }

    /** A household with more apps than Adobe grants it calls at once, all due together. */
    private void keepsThePace() {
        Device household = device();
        List<Operation> sweeps = new ArrayList<>();
        Instant due = world.scheduler().instant();
        for (int i = 0; i < FLEET; i++) {
            InstanceKey key =
                    new InstanceKey(cast.instances().getLast().application(), new InstanceId("household-" + i));
            perform(List.of(Operations.register(world, key, Optional.empty(), household, false)));
            perform(List.of(Operations.vend(world, key, Duration.ZERO, household)));
            settle(Duration.ofSeconds(2));
            due = token(key).map(HeldToken::refreshAfter).filter(due::isBefore).orElse(due);
            sweeps.add(Operations.sweep(key.application()));
        }
        sleepUntil(due.plusSeconds(10));
        perform(sweeps);
        settle(Duration.ofMinutes(1));
        perform(sweeps);
        settle(Duration.ofMinutes(1));
    }

    private void oneRegistrationForAll(InstanceKey fresh) {
        int before = world.adobe().clients().size();
        List<Object> answers = perform(crowd(Operations.register(world, fresh, Optional.empty(), device(), false)));
        int made = world.adobe().clients().size() - before;
        Set<Object> clients = new HashSet<>();
        answers.forEach(answer -> clients.add(clientIn(answer)));
        world.verdict()
                .check(
                        Promise.ONE_REGISTRATION_FOR_ALL,
                        made == 1 && answers.size() == CROWD && clients.size() == 1,
                        () -> made + " clients for " + CROWD + " registrations, which answered " + answers);
    }

    private static Object clientIn(Object answer) {
        return switch (answer) {
            case Registering.Registered(Instance instance) -> instance.registration();
            case Registering.AlreadyThere(Instance instance) -> instance.registration();
            default -> answer;
        };
    }

    private Optional<HeldToken> token(InstanceKey key) {
        return world.instances().find(key).flatMap(Instance::token);
    }

    private Device device() {
        return cast.devices().get(random.nextInt(cast.devices().size()));
    }

    private static List<Operation> crowd(Operation operation) {
        return java.util.Collections.nCopies(CROWD, operation);
    }

    /** Does all of it at once; returns what was answered. */
    private List<Object> perform(List<Operation> operations) {
        List<Object> answers = new ArrayList<>();
        int[] ended = new int[1];
        for (Operation operation : operations) {
            world.start(operation, end -> {
                end.result().ifPresent(answers::add);
                ended[0]++;
            });
        }
        while (ended[0] < operations.size()) {
            world.scheduler().sleep(Duration.ofMillis(100));
        }
        return answers;
    }

    private void settle(Duration least) {
        world.scheduler().sleep(least);
        while (!world.atRest()) {
            world.scheduler().sleep(Duration.ofSeconds(1));
        }
    }

    private void sleepUntil(Instant then) {
        Duration wait = Duration.between(world.scheduler().instant(), then);
        if (wait.isPositive()) {
            world.scheduler().sleep(wait);
        }
    }
}
