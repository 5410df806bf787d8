package io.claviger.core.instance;

/**
 * The port to the queue that starts a revocation check before its schedule. Never throws: the next refused call submits
 * lost evidence again, and the scheduled check needs none.
 */
@FunctionalInterface
public interface RevocationEvidence {
    /** An instance's credentials, token or statement were refused; it is not known yet which of them is to blame. */
    void submit(InstanceKey instance);
}
