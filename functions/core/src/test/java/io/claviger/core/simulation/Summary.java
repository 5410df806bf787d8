package io.claviger.core.simulation;

import io.claviger.core.simulation.Simulation.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What many runs add up to. */
final class Summary {
    private static final int MAX_TOLD = 4;

    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Map<Promise, Long> checked = new EnumMap<>(Promise.class);
    private final Map<Promise, Long> violated = new EnumMap<>(Promise.class);
    private final Map<String, Long> seen = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();
    private final SortedSet<Long> failed = new TreeSet<>();
    private long seeds;
    private long steps;

    void add(Outcome outcome) {
        seeds++;
        steps += outcome.steps();
        outcome.faults().forEach((fault, times) -> faults.merge(fault, (long) times, Long::sum));
        outcome.checked().forEach((promise, times) -> checked.merge(promise, times, Long::sum));
        outcome.seen().forEach((state, times) -> seen.merge(state, times, Long::sum));
        outcome.violations().forEach(violation -> {
            failed.add(outcome.seed());
            violated.merge(violation.promise(), 1L, Long::sum);
            if (violated.getOrDefault(violation.promise(), 0L) <= MAX_TOLD) {
                broken.add("seed " + outcome.seed() + ": " + violation.promise().name() + ": " + violation.what());
            }
        });
    }

    void add(Summary other) {
        seeds += other.seeds;
        steps += other.steps;
        other.faults.forEach((fault, times) -> faults.merge(fault, times, Long::sum));
        other.checked.forEach((promise, times) -> checked.merge(promise, times, Long::sum));
        other.violated.forEach((promise, times) -> violated.merge(promise, times, Long::sum));
        other.seen.forEach((state, times) -> seen.merge(state, times, Long::sum));
        broken.addAll(other.broken);
        failed.addAll(other.failed);
    }

    /** The seeds that broke a promise, smallest first. */
    SortedSet<Long> failed() {
        return failed;
    }

    /** The first few violations of each promise. */
    List<String> broken() {
        return broken;
    }

    /** The states that were reached, with how often. */
    Map<String, Long> seen() {
        return seen;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%nSimulation: %,d seeds, %,d steps%n".formatted(seeds, steps));
        text.append("  faults injected%n".formatted());
        faults.forEach((fault, times) -> text.append("    %,12d  %s%n".formatted(times, fault)));
        text.append("  states reached%n".formatted());
        seen.forEach((state, times) -> text.append("    %,12d  %s%n".formatted(times, state)));
        text.append("  promises checked%n".formatted());
        checked.forEach(
                (promise, times) -> text.append("    %,12d  %s%s%n".formatted(times, promise, brokenTimes(promise))));
        text.append("  violations: %,d%n"
                .formatted(violated.values().stream().mapToLong(Long::longValue).sum()));
        return text.toString();
    }

    private String brokenTimes(Promise promise) {
        long times = violated.getOrDefault(promise, 0L);
        return times == 0 ? "" : " -- BROKEN %,d times".formatted(times);
    }
}
