package io.claviger.core.simulation;

import io.claviger.core.instance.InstanceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs operations and waits for them. */
final class OperationDriver {
    private final World world;

    OperationDriver(World world) {
        this.world = world;
    }

    /** Runs the operations concurrently, and returns the results of those that ended normally. */
    List<Object> run(List<Operation> operations) {
        List<Object> answers = new ArrayList<>();
        int[] ended = new int[1];
        for (Operation operation : operations) {
            world.processes().start(operation, end -> {
                end.result().ifPresent(answers::add);
                ended[0]++;
            });
        }
        while (ended[0] < operations.size()) {
            world.scheduler().sleep(Duration.ofMillis(100));
        }
        return answers;
    }

    void settle(Duration min) {
        world.scheduler().sleep(min);
        while (!world.atRest()) {
            world.scheduler().sleep(Duration.ofSeconds(1));
        }
    }

    void sleepUntil(Instant then) {
        Duration wait = Duration.between(world.scheduler().instant(), then);
        if (wait.isPositive()) {
            world.scheduler().sleep(wait);
        }
    }

    /** An instance's state for a violation's message. */
    String describe(InstanceKey key) {
        return world.instances().find(key) + ", vault: "
                + world.vault().secret(key).map(kept -> kept.client().client() + " " + kept.deletedFrom());
    }
}
