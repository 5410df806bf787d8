package io.claviger.core.vending;

import io.claviger.core.instance.InstanceKey;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;

/** The work beside a vend. A failure of it goes to the journal, and never takes a valid token from its caller. */
final class BestEffort {
    private final Journal journal;

    BestEffort(Journal journal) {
        this.journal = journal;
    }

    /**
     * Does the work and keeps its failure.
     *
     * @param what {@code store_vend} or {@code queue_refresh}
     */
    void attempt(InstanceKey key, String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            note(new Entry.BookkeepingFailed(key, what, e.getClass().getSimpleName()));
        }
    }

    /** Tells the journal if it works. A journal that fails has nowhere to say so. */
    void note(Entry entry) {
        try {
            journal.note(entry);
        } catch (RuntimeException _) {
            return;
        }
    }
}
