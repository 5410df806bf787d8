package io.claviger.core.instance;

/**
 * The port to the queue that brings a revocation check forward. Never throws: evidence that is lost comes again with the next
 * refused call, and the schedule's check needs none.
 */
@FunctionalInterface
public interface RevocationEvidence {
    /** An instance's credentials, token or statement were refused; says nothing yet about who is to blame. */
    void submit(InstanceKey instance);
}
