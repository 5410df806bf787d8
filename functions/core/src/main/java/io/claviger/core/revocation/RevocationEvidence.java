package io.claviger.core.revocation;

import io.claviger.core.instance.InstanceKey;

/** The port to the queue that brings a revocation check forward. Delivers at least once. */
@FunctionalInterface
public interface RevocationEvidence {
    /** An instance's credentials, token or statement were refused; says nothing yet about who is to blame. */
    void submit(InstanceKey instance);
}
