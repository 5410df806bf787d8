package io.claviger.core.simulation;

import io.claviger.core.simulation.Simulation.RunResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The totals of many runs. */
final class Summary {
    private static final int MAX_LISTED = 4;

    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Map<Invariant, Long> checked = new EnumMap<>(Invariant.class);
    private final Map<Invariant, Long> violated = new EnumMap<>(Invariant.class);
    private final Map<String, Long> states = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private final SortedSet<Long> failed = new TreeSet<>();
    private long seeds;
    private long steps;

    void add(RunResult result) {
        seeds++;
        steps += result.steps();
        result.faults().forEach((fault, times) -> faults.merge(fault, (long) times, Long::sum));
        result.checked().forEach((invariant, times) -> checked.merge(invariant, times, Long::sum));
        result.states().forEach((state, times) -> states.merge(state, times, Long::sum));
        result.violations().forEach(violation -> {
            failed.add(result.seed());
            violated.merge(violation.invariant(), 1L, Long::sum);
            if (violated.getOrDefault(violation.invariant(), 0L) <= MAX_LISTED) {
                violations.add(
                        "seed " + result.seed() + ": " + violation.invariant().name() + ": " + violation.what());
            }
        });
    }

    void add(Summary other) {
        seeds += other.seeds;
        steps += other.steps;
        other.faults.forEach((fault, times) -> faults.merge(fault, times, Long::sum));
        other.checked.forEach((invariant, times) -> checked.merge(invariant, times, Long::sum));
        other.violated.forEach((invariant, times) -> violated.merge(invariant, times, Long::sum));
        other.states.forEach((state, times) -> states.merge(state, times, Long::sum));
        violations.addAll(other.violations);
        failed.addAll(other.failed);
    }

    /** The seeds that violate an invariant, smallest first. */
    SortedSet<Long> failed() {
        return failed;
    }

    /** The first violations of each invariant. */
    List<String> violations() {
        return violations;
    }

    /** How often each state was reached. */
    Map<String, Long> states() {
        return states;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%nSimulation: %,d seeds, %,d steps%n".formatted(seeds, steps));
        text.append("  faults injected%n".formatted());
        faults.forEach((fault, times) -> text.append("    %,12d  %s%n".formatted(times, fault)));
        text.append("  states reached%n".formatted());
        states.forEach((state, times) -> text.append("    %,12d  %s%n".formatted(times, state)));
        text.append("  invariants checked%n".formatted());
        checked.forEach((invariant, times) ->
                text.append("    %,12d  %s%s%n".formatted(times, invariant, violatedTimes(invariant))));
        text.append("  violations: %,d%n"
                .formatted(violated.values().stream().mapToLong(Long::longValue).sum()));
        return text.toString();
    }

    private String violatedTimes(Invariant invariant) {
        long times = violated.getOrDefault(invariant, 0L);
        return times == 0 ? "" : " -- VIOLATED %,d times".formatted(times);
    }
}
