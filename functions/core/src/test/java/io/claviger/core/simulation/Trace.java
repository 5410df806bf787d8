package io.claviger.core.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The lines of a run's trace, kept only when a run is replayed for a report. */
final class Trace {
    private final boolean kept;
    private final Supplier<String> head;
    private final List<String> lines = new ArrayList<>();

    /** @param head the time and the operation that start each line */
    Trace(boolean kept, Supplier<String> head) {
        this.kept = kept;
        this.head = head;
    }

    void note(Supplier<String> line) {
        if (kept) {
            lines.add(TraceFormat.shortened(head.get() + line.get()));
        }
    }

    List<String> lines() {
        return lines;
    }
}
