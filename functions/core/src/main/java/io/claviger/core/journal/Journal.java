package io.claviger.core.journal;

/** The port to logs and metrics. Never throws. */
@FunctionalInterface
public interface Journal {
    void note(Entry entry);
}
