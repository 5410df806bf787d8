package io.claviger.core.simulation;

import io.claviger.core.simulation.Simulation.Cut;
import io.claviger.core.simulation.Simulation.Outcome;
import io.claviger.core.simulation.Verdict.Violation;
import java.util.BitSet;
import java.util.Optional;

/** Leaves out of a failing run whatever it fails without: scenes first, then the last faults. */
final class Shrinking {
    private final long seed;
    private final Mutation mutation;

    Shrinking(long seed, Mutation mutation) {
        this.seed = seed;
        this.mutation = mutation;
    }

    /** The smallest run that breaks the same promise; empty if none is broken. */
    Optional<Story> story() {
        Outcome whole = run(Cut.NOTHING);
        return whole.violations().stream().findFirst().map(first -> {
            Cut cut = withoutFaults(withoutScenes(whole, first.promise()), first.promise());
            Outcome smallest = run(new Cut(cut.without(), cut.mostFaults(), true));
            return new Story(first.promise(), whole, smallest, cut.without().cardinality());
        });
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
        for (int fewer = run(cut).faultsStruck() - 1; fewer >= 0; fewer--) {
            if (!fails(new Cut(cut.without(), fewer, false), broken)) {
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
}
