package io.claviger.core.simulation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.registration.RegisterResult;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Many who want the same at once, while all is well: one call must do for all of them. */
final class Crowds {
    private static final int CROWD = 5;
    private static final int FLEET = 15;

    private final World world;
    private final Stage stage;

    Crowds(World world, Stage stage) {
        this.world = world;
        this.stage = stage;
    }

    void oneRefreshForAll(InstanceKey key, Device device) {
        token(key).ifPresent(token -> stage.sleepUntil(token.expiresAt().plusSeconds(10)));
        int before = world.tokenWatch().callsFor(key);
        List<Object> answers = stage.perform(crowd(Operations.vend(world, key, Duration.ZERO, device)));
        int calls = world.tokenWatch().callsFor(key) - before;
        world.verdict()
                .check(
                        Promise.ONE_REFRESH_FOR_ALL,
                        calls == 1
                                && answers.size() == CROWD
                                && answers.stream().allMatch(answer -> answer instanceof VendResult.Vended),
                        () -> calls + " upstream calls for " + CROWD + " vends, which answered " + answers);
    }

    void duplicatesCostNothing(InstanceKey key) {
        token(key).ifPresent(token -> stage.sleepUntil(token.refreshAfter().plusSeconds(10)));
        int before = world.tokenWatch().callsFor(key);
        stage.perform(crowd(Operations.refresh(world, key)));
        stage.perform(List.of(Operations.refresh(world, key), Operations.sweep(key.application())));
        stage.settle(Duration.ofSeconds(1));
        int calls = world.tokenWatch().callsFor(key) - before;
        world.verdict()
                .check(
                        Promise.DUPLICATES_COST_NOTHING,
                        calls == 1,
                        () -> calls + " upstream calls for one refresh that was due: " + stage.stands(key));
    }

    /** A household with more apps than Adobe grants it calls at once, all due together. */
    void keepsThePace(ApplicationId application, Device household) {
        List<Operation> sweeps = new ArrayList<>();
        Instant due = world.scheduler().instant();
        for (int i = 0; i < FLEET; i++) {
            InstanceKey key = new InstanceKey(application, new InstanceId("household-" + i));
            stage.perform(List.of(Operations.register(world, key, Optional.empty(), household, false)));
            stage.perform(List.of(Operations.vend(world, key, Duration.ZERO, household)));
            stage.settle(Duration.ofSeconds(2));
            due = token(key)
                    .map(InstanceToken::refreshAfter)
                    .filter(due::isBefore)
                    .orElse(due);
            sweeps.add(Operations.sweep(key.application()));
        }
        stage.sleepUntil(due.plusSeconds(10));
        stage.perform(sweeps);
        stage.settle(Duration.ofMinutes(1));
        stage.perform(sweeps);
        stage.settle(Duration.ofMinutes(1));
    }

    void oneRegistrationForAll(InstanceKey fresh, Device device) {
        int before = world.adobe().clients().size();
        List<Object> answers = stage.perform(crowd(Operations.register(world, fresh, Optional.empty(), device, false)));
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
            case RegisterResult.Registered(Instance instance) -> instance.registration();
            case RegisterResult.AlreadyThere(Instance instance) -> instance.registration();
            default -> answer;
        };
    }

    private Optional<InstanceToken> token(InstanceKey key) {
        return world.instances().find(key).flatMap(Instance::token);
    }

    private static List<Operation> crowd(Operation operation) {
        return Collections.nCopies(CROWD, operation);
    }
}
