package io.claviger.core.simulation;

import io.claviger.core.simulation.InvariantChecker.Violation;
import io.claviger.core.simulation.Workload.Action;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One run of one seed. */
final class Simulation {
    private static final long WORKLOAD_SEED = 0x5C21D7;

    private final long seed;
    private final Mutation mutation;

    Simulation(long seed, Mutation mutation) {
        this.seed = seed;
        this.mutation = mutation;
    }

    /**
     * Limits a run, so that a failing one shrinks.
     *
     * @param without the numbers of the actions to leave out
     * @param maxFaults how many faults are injected at most
     * @param traced whether the run keeps a trace
     */
    record RunOptions(BitSet without, int maxFaults, boolean traced) {
        static final RunOptions COMPLETE = new RunOptions(new BitSet(), Integer.MAX_VALUE, false);
    }

    /** What a run did, and which invariants it violated. */
    record RunResult(
            long seed,
            int actions,
            int steps,
            Map<Fault, Integer> faults,
            Map<Invariant, Long> checked,
            Map<String, Long> states,
            List<Violation> violations,
            List<String> trace) {

        int injectedFaults() {
            return faults.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    RunResult run() {
        return run(RunOptions.COMPLETE);
    }

    RunResult run(RunOptions options) {
        World world = new World(seed, options.maxFaults(), mutation, options.traced());
        SplittableRandom random = new SplittableRandom(seed ^ WORKLOAD_SEED);
        Population population = new Population(world.adobe(), random.split());
        List<Action> actions = new Workload(world, population, random.split()).actions();
        RecoveryPhase recovery = new RecoveryPhase(world, population, random.split());
        world.scheduler().spawn(Duration.ZERO, () -> {
            storeApplications(world, population);
            for (int i = 0; i < actions.size(); i++) {
                world.scheduler().sleep(actions.get(i).delay().get());
                if (!options.without().get(i)) {
                    int number = i;
                    world.trace()
                            .note(() ->
                                    "--- " + number + ": " + actions.get(number).name());
                    actions.get(i).body().run();
                }
            }
            recovery.run();
        });
        world.scheduler().run();
        world.clientInvariants().checkAllKnown();
        world.invariants()
                .check(
                        Invariant.EVERYTHING_RECOVERS,
                        world.scheduler().terminated(),
                        () -> "the run exceeds the limit of steps");
        return new RunResult(
                seed,
                actions.size(),
                world.scheduler().steps(),
                world.faults().injected(),
                world.invariants().checked(),
                world.coverage().counts(),
                world.invariants().violations(),
                world.trace().lines());
    }

    /** Two operators at once store each application, until it is there. */
    private static void storeApplications(World world, Population population) {
        for (Population.App app : population.apps()) {
            while (world.applications().find(app.id()).isEmpty()) {
                world.processes().start(Operations.storeApplication(world, app.command(0)), _ -> {});
                world.processes().start(Operations.storeApplication(world, app.command(0)), _ -> {});
                world.scheduler().sleep(Duration.ofSeconds(30));
            }
        }
    }
}
