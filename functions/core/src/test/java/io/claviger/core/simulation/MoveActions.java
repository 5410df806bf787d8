package io.claviger.core.simulation;

import io.claviger.core.authorizationserver.Device;
import io.claviger.core.fake.InMemoryVault.StoredSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.simulation.Workload.Action;
import io.claviger.core.vault.CredentialStorage;
import io.claviger.core.vault.MoveCredentials.MoveResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Moves of credentials between the storages: while everything runs, and at the end of a run. */
final class MoveActions {
    private static final int TRIES = 40;

    /** After a removal, when an instance is quarantined and its cool-down over. */
    private static final Duration REPLACED = Duration.ofMinutes(9);

    private final World world;

    MoveActions(World world) {
        this.world = world;
    }

    /** A move or two, moves while the client is replaced, or a change of the parameter, which some processes miss. */
    Action action(Supplier<Duration> delay, InstanceKey key, SplittableRandom random) {
        int size = 1 + random.nextInt(2);
        boolean all = random.nextBoolean();
        Duration later = Duration.ofMillis(150 + random.nextInt(200));
        return switch (random.nextInt(6)) {
            case 0 ->
                new Action(delay, "the target of credentials changes", () -> {
                    world.storages().changeTarget();
                    world.processes().forgetIdle(all);
                });
            case 1, 2 ->
                new Action(delay, size + " x MOVE " + key, () -> {
                    for (int i = 0; i < size; i++) {
                        world.processes().start(Operations.move(world, key), _ -> {});
                    }
                });
            default -> new Action(delay, "MOVE " + key + " while it is replaced", () -> moveWhileReplaced(key, later));
        };
    }

    /**
     * Adobe removes the client, the instance is quarantined after some minutes, and an operator registers it anew. That replaces the
     * client after about a quarter of a second, when the move may be under way.
     */
    private void moveWhileReplaced(InstanceKey key, Duration later) {
        if (!world.storages().moving()) {
            return;
        }
        world.vault()
                .secret(key)
                .flatMap(
                        kept -> world.adobe().client(kept.client().credentials().clientId()))
                .ifPresent(client -> {
                    client.kill();
                    world.faults().count(Fault.CLIENT_REMOVED);
                });
        start(Duration.ZERO, Operations.report(world, key));
        Operation vend = Operations.vend(world, key, Duration.ZERO, Device.NONE);
        start(Duration.ofSeconds(3), vend);
        start(Duration.ofMinutes(6), vend);
        start(REPLACED, Operations.register(world, key, Optional.empty(), Device.NONE, true));
        start(REPLACED.plus(later), Operations.move(world, key));
    }

    private void start(Duration delay, Operation operation) {
        world.scheduler().spawn(delay, () -> {
            if (!world.faults().ended()) {
                world.processes().start(operation, _ -> {});
            }
        });
    }

    /** After the faults, each instance's credentials move to the other storage, and no copy stays behind. */
    void moveAll(List<InstanceKey> keys, OperationDriver driver) {
        world.storages().changeTarget();
        world.processes().forgetIdle(true);
        for (InstanceKey key : keys) {
            Optional<StoredSecret> before = world.vault().secret(key);
            boolean moved = false;
            for (int i = 0; i < TRIES && !moved; i++) {
                moved = driver.run(List.of(Operations.move(world, key))).stream()
                        .anyMatch(result ->
                                result instanceof MoveResult.Moved || result instanceof MoveResult.AlreadyThere);
                driver.settle(Duration.ofSeconds(5));
            }
            boolean ended = moved && isAtTargetOnly(key);
            world.invariants()
                    .check(
                            Invariant.MOVES_END,
                            ended
                                    && world.vault()
                                            .secret(key)
                                            .map(StoredSecret::client)
                                            .equals(before.map(StoredSecret::client)),
                            () -> key + " is not moved to " + world.storages().target() + ": " + driver.describe(key));
        }
    }

    private boolean isAtTargetOnly(InstanceKey key) {
        boolean kept = world.vault()
                .secretsManager()
                .secret(key)
                .filter(secret -> secret.deletedFrom().isEmpty())
                .isPresent();
        return world.storages().target() == CredentialStorage.TABLE
                ? world.vault().isInTable(key) && !kept
                : !world.vault().isInTable(key) && kept;
    }
}
