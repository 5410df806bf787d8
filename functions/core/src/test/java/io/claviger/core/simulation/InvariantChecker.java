package io.claviger.core.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Counts the checks of each invariant and keeps the violations. */
final class InvariantChecker {

    /** @param what the violation in words, for the trace */
    record Violation(Invariant invariant, String what) {}

    /** The start of a violation's line in the trace. */
    static final String VIOLATED = "!!! VIOLATED ";

    private final Trace trace;
    private final Map<Invariant, Long> checked = new EnumMap<>(Invariant.class);
    private final List<Violation> violations = new ArrayList<>();

    InvariantChecker(Trace trace) {
        this.trace = trace;
    }

    void check(Invariant invariant, boolean holds, Supplier<String> what) {
        checked.merge(invariant, 1L, Long::sum);
        if (!holds) {
            String message = what.get();
            violations.add(new Violation(invariant, message));
            trace.note(() -> VIOLATED + invariant.name() + ": " + message);
        }
    }

    Map<Invariant, Long> checked() {
        return checked;
    }

    List<Violation> violations() {
        return violations;
    }
}
