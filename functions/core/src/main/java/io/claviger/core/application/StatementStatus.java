package io.claviger.core.application;

/** The status of a software statement. Only a revocation check changes it. */
public enum StatementStatus {
    /** Good at its last check. */
    ACTIVE,
    /** Refused at one endpoint; not confirmed yet. */
    SUSPECT,
    /** Refused at a second endpoint, or at the same one ten seconds later. */
    REVOKED
}
