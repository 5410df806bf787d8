package io.claviger.core.simulation;

import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.fake.Crash;
import io.claviger.core.fake.InMemoryPacing;
import io.claviger.core.fake.Ports;
import io.claviger.core.pacing.DevicePacing;
import io.claviger.core.simulation.CallMutations.DelegatingPacing;
import io.claviger.core.simulation.Functions.Role;
import io.claviger.core.storage.VaultUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/** A pool of processes. Each runs one operation at a time. */
final class Processes {
    private static final int SKEW_MILLIS = 5_000;

    /** One operation in so many begins in a new process. */
    private static final int FRESH = 5;

    private final World world;
    private final Function<SimulatedProcess, Ports> ports;
    private final Mutation mutation;
    private final SplittableRandom random;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private int inFlight;

    Processes(World world, Function<SimulatedProcess, Ports> ports, Mutation mutation, SplittableRandom random) {
        this.world = world;
        this.ports = ports;
        this.mutation = mutation;
        this.random = random;
    }

    /** The number of operations that have not ended. */
    int inFlight() {
        return inFlight;
    }

    /** The end of an operation. The result is empty if the process crashed or a port failed. */
    record Ended(OperationRun running, Optional<Object> result) {}

    /** Idle processes begin again with the deployment's present settings. */
    void forgetIdle(boolean all) {
        processes.stream()
                .filter(process -> !process.busy() && (all || random.nextBoolean()))
                .forEach(SimulatedProcess::forget);
    }

    /** Starts an operation in an idle process, or in a new one. */
    void start(Operation operation, Consumer<Ended> then) {
        SimulatedProcess process = idleProcess();
        process.busy(true);
        inFlight++;
        OperationRun running =
                new OperationRun(operation, process, world.scheduler().instant());
        world.scheduler().spawn(Duration.ZERO, () -> {
            world.scheduler().currentTask().executes(running);
            Optional<Object> result = execute(running);
            process.busy(false);
            inFlight--;
            then.accept(new Ended(running, result));
        });
    }

    private Optional<Object> execute(OperationRun running) {
        if (mutation.forgets()) {
            running.process().forget();
        }
        try {
            Object result = running.operation().step().run(running.process().useCases(), running);
            world.trace().note(() -> "=> " + TraceFormat.of(result));
            world.clientInvariants().checkReceivedIsKept(running);
            world.clientInvariants().ended(running);
            world.checkInvariants().ended(running);
            world.leaseInvariants().ended(running);
            return Optional.of(result);
        } catch (Crash _) {
            running.process().restart();
        } catch (StoreUnavailable | VaultUnavailable e) {
            world.clientInvariants().checkReceivedIsKept(running);
            world.trace().note(() -> "=> " + e);
            world.journal().checkNoSecret(e);
        } catch (RuntimeException e) {
            world.invariants().check(Invariant.FAILURES_ARE_NAMED, false, () -> running + " fails with " + e);
        }
        return Optional.empty();
    }

    private SimulatedProcess idleProcess() {
        List<SimulatedProcess> idle =
                processes.stream().filter(process -> !process.busy()).toList();
        if (!idle.isEmpty() && random.nextInt(FRESH) > 0) {
            return idle.get(random.nextInt(1 + random.nextInt(idle.size())));
        }
        SimulatedProcess fresh = new SimulatedProcess(
                "P" + processes.size(),
                Duration.ofMillis(random.nextInt(SKEW_MILLIS) - SKEW_MILLIS / 2),
                world.scheduler(),
                this::begin);
        processes.add(fresh);
        return fresh;
    }

    private Ports ports(Role role, SimulatedProcess process) {
        Ports own = ports.apply(process);
        return role == Role.CHECK ? own.withPacing(paceOfChecks(own.pacing())) : own;
    }

    /** A check without a turn comes to no conclusion, as after any fault. */
    private DevicePacing paceOfChecks(DevicePacing pacing) {
        return world.checksArePaced()
                ? new DelegatingPacing(pacing) {
                    @Override
                    public Optional<Duration> reserve(Optional<ClientIp> ip, Duration maxWait) {
                        Optional<Duration> turn = super.reserve(ip, maxWait);
                        if (turn.isEmpty()) {
                            world.currentRun().disturb();
                        }
                        return turn;
                    }
                }
                : InMemoryPacing.unlimited();
    }

    private Functions begin(SimulatedProcess process) {
        SplittableRandom own = random.split();
        return Functions.of(role -> mutation.mutate(role, ports(role, process), process.clock())
                .useCases(
                        mutation.mutate(role, Ports.SETTINGS),
                        process.clock(),
                        own,
                        mutation.mutate(() ->
                                world.currentRun().timeLeft(world.scheduler().instant()))));
    }
}
