package io.claviger.core.simulation;

import io.claviger.core.instance.InstanceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where one task has operations performed, and waits for them. */
final class Stage {
    private final World world;

    Stage(World world) {
        this.world = world;
    }

    /** Does all of it at once; returns what was answered. */
    List<Object> perform(List<Operation> operations) {
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

    void settle(Duration least) {
        world.scheduler().sleep(least);
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

    /** Where an instance stands, for whoever reads of a promise that was broken. */
    String stands(InstanceKey key) {
        return world.instances().find(key) + ", vault: "
                + world.vault().secret(key).map(kept -> kept.client().client() + " " + kept.deletedFrom());
    }
}
