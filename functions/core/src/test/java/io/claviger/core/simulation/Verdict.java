package io.claviger.core.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Counts how often each promise was checked, and keeps what broke one. */
final class Verdict {

    /** {@code what} is said for whoever reads the trace. */
    record Violation(Promise promise, String what) {}

    /** How the line begins that tells of a broken promise. */
    static final String BROKEN = "!!! BROKEN ";

    private final Trace trace;
    private final Map<Promise, Long> checked = new EnumMap<>(Promise.class);
    private final List<Violation> violations = new ArrayList<>();

    Verdict(Trace trace) {
        this.trace = trace;
    }

    void check(Promise promise, boolean kept, Supplier<String> what) {
        checked.merge(promise, 1L, Long::sum);
        if (!kept) {
            String said = what.get();
            violations.add(new Violation(promise, said));
            trace.note(() -> BROKEN + promise.name() + ": " + said);
        }
    }

    Map<Promise, Long> checked() {
        return checked;
    }

    List<Violation> violations() {
        return violations;
    }
}
