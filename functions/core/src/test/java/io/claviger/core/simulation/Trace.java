package io.claviger.core.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened, line by line; written only when a run is replayed to be read. */
final class Trace {
    private final boolean kept;
    private final Supplier<String> head;
    private final List<String> lines = new ArrayList<>();

    /** @param head says when and who */
    Trace(boolean kept, Supplier<String> head) {
        this.kept = kept;
        this.head = head;
    }

    void note(Supplier<String> line) {
        if (kept) {
            lines.add(Telling.shortened(head.get() + line.get()));
        }
    }

    List<String> lines() {
        return lines;
    }
}
