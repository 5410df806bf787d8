package io.claviger.core.simulation;

import io.claviger.core.simulation.InvariantChecker.Violation;
import io.claviger.core.simulation.Simulation.RunOptions;
import io.claviger.core.simulation.Simulation.RunResult;
import java.util.BitSet;
import java.util.Optional;

/** Shrinks a failing run: removes actions, then the last faults, as long as the run still fails. */
final class Shrinker {
    private final long seed;
    private final Mutation mutation;

    Shrinker(long seed, Mutation mutation) {
        this.seed = seed;
        this.mutation = mutation;
    }

    /** The smallest run that violates the same invariant; empty if the seed violates none. */
    Optional<FailureReport> report() {
        RunResult whole = run(RunOptions.COMPLETE);
        return whole.violations().stream().findFirst().map(first -> {
            RunOptions options = withoutFaults(withoutActions(whole, first.invariant()), first.invariant());
            RunResult shrunk = run(new RunOptions(options.without(), options.maxFaults(), true));
            return new FailureReport(
                    first.invariant(), whole, shrunk, options.without().cardinality());
        });
    }

    private RunOptions withoutActions(RunResult whole, Invariant violated) {
        BitSet without = new BitSet();
        for (int size = Math.max(1, whole.actions() / 2); size > 0; size /= 2) {
            for (int from = 0; from < whole.actions(); from += size) {
                BitSet more = (BitSet) without.clone();
                more.set(from, Math.min(from + size, whole.actions()));
                if (fails(new RunOptions(more, Integer.MAX_VALUE, false), violated)) {
                    without = more;
                }
            }
        }
        return new RunOptions(without, Integer.MAX_VALUE, false);
    }

    private RunOptions withoutFaults(RunOptions options, Invariant violated) {
        for (int fewer = run(options).injectedFaults() - 1; fewer >= 0; fewer--) {
            if (!fails(new RunOptions(options.without(), fewer, false), violated)) {
                return new RunOptions(options.without(), fewer + 1, false);
            }
        }
        return new RunOptions(options.without(), 0, false);
    }

    private boolean fails(RunOptions options, Invariant violated) {
        return run(options).violations().stream().map(Violation::invariant).anyMatch(violated::equals);
    }

    private RunResult run(RunOptions options) {
        return new Simulation(seed, mutation).run(options);
    }
}
