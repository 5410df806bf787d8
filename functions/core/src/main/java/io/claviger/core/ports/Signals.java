package io.claviger.core.ports;

import io.claviger.core.instance.RefreshQueue;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;

/** What a use case tells others. It calls only the methods for what it uses, so a function needs no permission for the rest. */
public interface Signals {
    RefreshQueue refreshQueue();

    RevocationEvidence revocationEvidence();

    EventPublisher eventPublisher();

    Journal journal();
}
