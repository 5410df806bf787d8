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

/** Many concurrent operations without faults: one upstream call serves all of them. */
final class ConcurrencyPhase {
    private static final int CALLERS = 5;
    private static final int FLEET = 15;

    private final World world;
    private final OperationDriver driver;

    ConcurrencyPhase(World world, OperationDriver driver) {
        this.world = world;
        this.driver = driver;
    }

    void oneRefreshForAll(InstanceKey key, Device device) {
        token(key).ifPresent(token -> driver.sleepUntil(token.expiresAt().plusSeconds(10)));
        int before = world.tokenInvariants().callsFor(key);
        List<Object> answers = driver.run(callers(Operations.vend(world, key, Duration.ZERO, device)));
        int calls = world.tokenInvariants().callsFor(key) - before;
        world.invariants()
                .check(
                        Invariant.ONE_REFRESH_FOR_ALL,
                        calls == 1
                                && answers.size() == CALLERS
                                && answers.stream().allMatch(answer -> answer instanceof VendResult.Vended),
                        () -> calls + " upstream calls for " + CALLERS + " vends, which answered " + answers);
    }

    void duplicatesCostNothing(InstanceKey key) {
        token(key).ifPresent(token -> driver.sleepUntil(token.refreshAfter().plusSeconds(10)));
        int before = world.tokenInvariants().callsFor(key);
        driver.run(callers(Operations.refresh(world, key)));
        driver.run(List.of(Operations.refresh(world, key), Operations.sweep(key.application())));
        driver.settle(Duration.ofSeconds(1));
        int calls = world.tokenInvariants().callsFor(key) - before;
        world.invariants()
                .check(
                        Invariant.DUPLICATES_COST_NOTHING,
                        calls == 1,
                        () -> calls + " upstream calls for one refresh that was due: " + driver.describe(key));
    }

    /** One address with more apps, all due at once, than Adobe allows calls in a burst. */
    void backgroundCallsArePaced(ApplicationId application, Device household) {
        List<Operation> sweeps = new ArrayList<>();
        Instant due = world.scheduler().instant();
        for (int i = 0; i < FLEET; i++) {
            InstanceKey key = new InstanceKey(application, new InstanceId("household-" + i));
            driver.run(List.of(Operations.register(world, key, Optional.empty(), household, false)));
            driver.run(List.of(Operations.vend(world, key, Duration.ZERO, household)));
            driver.settle(Duration.ofSeconds(2));
            due = token(key)
                    .map(InstanceToken::refreshAfter)
                    .filter(due::isBefore)
                    .orElse(due);
            sweeps.add(Operations.sweep(key.application()));
        }
        driver.sleepUntil(due.plusSeconds(10));
        driver.run(sweeps.subList(0, 1));
        driver.settle(Duration.ofMinutes(1));
        driver.run(sweeps);
        driver.settle(Duration.ofMinutes(1));
    }

    void oneRegistrationForAll(InstanceKey fresh, Device device) {
        int before = world.adobe().clients().size();
        List<Object> answers = driver.run(callers(Operations.register(world, fresh, Optional.empty(), device, false)));
        int made = world.adobe().clients().size() - before;
        Set<Object> clients = new HashSet<>();
        answers.forEach(answer -> clients.add(clientIn(answer)));
        world.invariants()
                .check(
                        Invariant.ONE_REGISTRATION_FOR_ALL,
                        made == 1 && answers.size() == CALLERS && clients.size() == 1,
                        () -> made + " clients for " + CALLERS + " registrations, which answered " + answers);
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

    private static List<Operation> callers(Operation operation) {
        return Collections.nCopies(CALLERS, operation);
    }
}
