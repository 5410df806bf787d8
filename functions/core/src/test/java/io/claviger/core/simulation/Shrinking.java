package io.claviger.core.simulation;

import io.claviger.core.simulation.Simulation.Cut;
import io.claviger.core.simulation.Simulation.Outcome;
import io.claviger.core.simulation.Verdict.Violation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Leaves out of a failing run whatever it fails without: scenes first, then the last faults. */
final class Shrinking {
    private static final int LONGEST_LINE = 400;

    private final long seed;
    private final Mutation mutation;

    Shrinking(long seed, Mutation mutation) {
        this.seed = seed;
        this.mutation = mutation;
    }

    /** The smallest run that breaks the same promise, line by line; empty if none is broken. */
    List<String> story() {
        Outcome whole = run(Cut.NOTHING);
        if (whole.violations().isEmpty()) {
            return List.of();
        }
        Promise broken = whole.violations().getFirst().promise();
        Cut cut = withoutFaults(withoutScenes(whole, broken), broken);
        Outcome smallest = run(new Cut(cut.without(), cut.mostFaults(), true));
        List<String> story = new ArrayList<>();
        story.add("%nSeed %d, %d of %d scenes left, replay with -Dtest=SimulationTest -Dseed=%d"
                .formatted(seed, whole.scenes() - cut.without().cardinality(), whole.scenes(), seed));
        smallest.trace().stream().map(Shrinking::shortened).forEach(story::add);
        smallest.violations().forEach(violation -> story.add("BROKEN: " + violation));
        return story;
    }

    private Cut withoutScenes(Outcome whole, Promise broken) {
        BitSet without = new BitSet();
        for (int size = Math.max(1, whole.scenes() / 2); size > 0; size /= 2) {
            for (int from = 0; from < whole.scenes(); from += size) {
                BitSet more = (BitSet) without.clone();
                more.set(from, Math.min(from + size, whole.scenes()));
                if (fails(new Cut(more, Integer.MAX_VALUE, false), broken)) {
                    without = more;
                }
            }
        }
        return new Cut(without, Integer.MAX_VALUE, false);
    }

    private Cut withoutFaults(Cut cut, Promise broken) {
        int most =
                run(cut).faults().values().stream().mapToInt(Integer::intValue).sum();
        for (int fewer = most - 1; fewer >= 0; fewer--) {
            Cut tighter = new Cut(cut.without(), fewer, false);
            if (!fails(tighter, broken)) {
                return new Cut(cut.without(), fewer + 1, false);
            }
        }
        return new Cut(cut.without(), 0, false);
    }

    private boolean fails(Cut cut, Promise broken) {
        return run(cut).violations().stream().map(Violation::promise).anyMatch(broken::equals);
    }

    private Outcome run(Cut cut) {
        return new Simulation(seed, mutation).run(cut);
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }
}
