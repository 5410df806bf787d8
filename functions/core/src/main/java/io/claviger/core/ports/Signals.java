package io.claviger.core.ports;

import io.claviger.core.instance.RefreshQueue;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;

/** What use cases tell others. A use case calls only the methods for the ports that it uses. */
public interface Signals {
    RefreshQueue refreshQueue();

    RevocationEvidence revocationEvidence();

    EventPublisher eventPublisher();

    Journal journal();
}
