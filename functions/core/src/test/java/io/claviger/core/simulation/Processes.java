package io.claviger.core.simulation;

import io.claviger.core.fake.Ports;
import io.claviger.core.fake.Settings;
import io.claviger.core.fake.UseCases;
import io.claviger.core.vault.VaultUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/** The processes that come and go, each busy with one operation at a time. */
final class Processes {
    private static final int SKEW_MILLIS = 5_000;

    private final World world;
    private final Function<SimulatedProcess, Ports> ports;
    private final Mutation mutation;
    private final SplittableRandom random;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private int underWay;

    Processes(World world, Function<SimulatedProcess, Ports> ports, Mutation mutation, SplittableRandom random) {
        this.world = world;
        this.ports = ports;
        this.mutation = mutation;
        this.random = random;
    }

    /** How many operations have not ended. */
    int underWay() {
        return underWay;
    }

    /** How an operation ended; no result if its process crashed, or a port's failure ended it. */
    record Ended(Running running, Optional<Object> result) {}

    /** Begins an operation in a process that has nothing to do, or in a new one. */
    void start(Operation operation, Consumer<Ended> then) {
        SimulatedProcess process = idleProcess();
        process.busy(true);
        underWay++;
        Running running = new Running(operation, process, world.scheduler().instant());
        world.scheduler().spawn(Duration.ZERO, () -> {
            world.scheduler().running().executes(running);
            Optional<Object> result = execute(running);
            process.busy(false);
            underWay--;
            then.accept(new Ended(running, result));
        });
    }

    private Optional<Object> execute(Running running) {
        try {
            Object result = running.operation().step().run(running.process().useCases(), running);
            world.trace().note(() -> "=> " + Telling.of(result));
            world.clientWatch().ended(running);
            return Optional.of(result);
        } catch (Crash _) {
            running.process().restart();
        } catch (StoreUnavailable | VaultUnavailable e) {
            world.trace().note(() -> "=> " + e);
            world.journal().showsNoSecret(e);
        } catch (RuntimeException e) {
            world.verdict().check(Promise.FAILURES_ARE_NAMED, false, () -> running + " fails with " + e);
        }
        return Optional.empty();
    }

    private SimulatedProcess idleProcess() {
        List<SimulatedProcess> idle =
                processes.stream().filter(process -> !process.busy()).toList();
        if (!idle.isEmpty() && random.nextInt(8) > 0) {
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

    private UseCases begin(SimulatedProcess process) {
        return UseCases.of(
                mutation.meddle(ports.apply(process), process.clock()),
                mutation.meddle(Settings.DEFAULT),
                process.clock(),
                random.split());
    }
}
