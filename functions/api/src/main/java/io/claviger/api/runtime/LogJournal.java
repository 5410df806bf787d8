package io.claviger.api.runtime;

import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Writes every entry to the log as it prints itself. */
public final class LogJournal implements Journal {
    private static final Logger LOG = System.getLogger(LogJournal.class.getName());

    @Override
    public void note(Entry entry) {
        LOG.log(Level.INFO, () -> String.valueOf(entry));
    }
}
