package io.claviger.core.simulation;

import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.RefreshQueue;
import io.claviger.core.instance.RevocationEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** SQS: delivers a message at least once, in any order, and again after a failure. */
final class SimulatedMessages implements RefreshQueue {
    private static final int MAX_RECEIVES = 4;
    private static final Duration VISIBILITY = Duration.ofSeconds(60);

    private final World world;
    private int pending;

    SimulatedMessages(World world) {
        this.world = world;
    }

    int pending() {
        return pending;
    }

    @Override
    public boolean submit(List<DueInstance> due) {
        return world.network()
                .call(
                        "queue.submit",
                        () -> {
                            due.forEach(this::send);
                            return true;
                        },
                        () -> false);
    }

    @Override
    public long depth() {
        return world.network().call("queue.depth", () -> (long) pending, () -> {
            throw new StoreUnavailable("queue.depth");
        });
    }

    /** The port of a process, which stamps evidence with its own clock. */
    RevocationEvidence evidenceOf(SimulatedProcess process) {
        return key -> {
            Instant seenAt = process.clock().instant();
            if (!world.network().injects(Fault.EVIDENCE_LOST, "evidence.submit")) {
                send(Operations.followEvidence(world, key, seenAt), Duration.ZERO);
            }
        };
    }

    private void send(DueInstance due) {
        Duration until = Duration.between(world.scheduler().instant(), due.dueAt());
        send(Operations.refresh(world, due.key()), until.isPositive() ? until : Duration.ZERO);
    }

    private void send(Operation operation, Duration atLeast) {
        deliver(operation, atLeast.plus(delay()), 1);
        if (world.network().injects(Fault.DELIVERED_TWICE, "queue")) {
            deliver(operation, atLeast.plus(delay()), 1);
        }
    }

    private Duration delay() {
        int millis = world.network().random().nextInt(500);
        return world.network().injects(Fault.DELIVERED_LATE, "queue")
                ? Duration.ofMillis(millis * 200L)
                : Duration.ofMillis(millis);
    }

    private void deliver(Operation operation, Duration delay, int receives) {
        pending++;
        world.scheduler()
                .spawn(
                        delay,
                        () -> world.processes().start(operation, ended -> {
                            pending--;
                            if (ended.result().isEmpty() && receives < MAX_RECEIVES) {
                                deliver(operation, VISIBILITY, receives + 1);
                            }
                        }));
    }
}
