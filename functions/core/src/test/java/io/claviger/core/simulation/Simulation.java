package io.claviger.core.simulation;

import io.claviger.core.simulation.Script.Scene;
import io.claviger.core.simulation.Verdict.Violation;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One run from one seed. */
final class Simulation {
    private static final long SCRIPT = 0x5C21D7;

    private final long seed;
    private final Mutation mutation;

    Simulation(long seed, Mutation mutation) {
        this.seed = seed;
        this.mutation = mutation;
    }

    /**
     * Which part of a run to play; by leaving out what does not matter, a failing run shrinks.
     *
     * @param without the numbers of the scenes to leave out
     */
    record Cut(BitSet without, int mostFaults, boolean traced) {
        static final Cut NOTHING = new Cut(new BitSet(), Integer.MAX_VALUE, false);
    }

    /** What came of it. */
    record Outcome(
            long seed,
            int scenes,
            int steps,
            Map<Fault, Integer> faults,
            Map<Promise, Long> checked,
            Map<String, Long> seen,
            List<Violation> violations,
            List<String> trace) {

        int faultsStruck() {
            return faults.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    Outcome run() {
        return run(Cut.NOTHING);
    }

    Outcome run(Cut cut) {
        World world = new World(seed, cut.mostFaults(), mutation, cut.traced());
        SplittableRandom random = new SplittableRandom(seed ^ SCRIPT);
        Cast cast = new Cast(world.adobe(), random.split());
        List<Scene> scenes = new Script(world, cast, random.split()).scenes();
        Epilogue epilogue = new Epilogue(world, cast, random.split());
        world.scheduler().spawn(Duration.ZERO, () -> {
            prologue(world, cast);
            for (int i = 0; i < scenes.size(); i++) {
                world.scheduler().sleep(scenes.get(i).gap().get());
                if (!cut.without().get(i)) {
                    int number = i;
                    world.trace()
                            .note(() ->
                                    "--- " + number + ": " + scenes.get(number).name());
                    scenes.get(i).play().run();
                }
            }
            epilogue.play();
        });
        world.scheduler().run();
        world.clientWatch().allAreKnown();
        world.verdict()
                .check(Promise.ALL_COMES_BACK, world.scheduler().cameToRest(), () -> "the run does not come to rest");
        return new Outcome(
                seed,
                scenes.size(),
                world.scheduler().steps(),
                world.faults().struck(),
                world.verdict().checked(),
                world.seen().counts(),
                world.verdict().violations(),
                world.trace().lines());
    }

    /** Applications are stored by two operators at once, again and again until it works. */
    private static void prologue(World world, Cast cast) {
        for (Cast.App app : cast.apps()) {
            while (world.applications().find(app.id()).isEmpty()) {
                world.processes().start(Operations.storeApplication(world, app.wish(0)), _ -> {});
                world.processes().start(Operations.storeApplication(world, app.wish(0)), _ -> {});
                world.scheduler().sleep(Duration.ofSeconds(30));
            }
        }
    }
}
