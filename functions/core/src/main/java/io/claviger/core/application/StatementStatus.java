package io.claviger.core.application;

/** The status of a software statement. Only a revocation check changes it. */
public enum StatementStatus {
    /** Good at its last check. */
    ACTIVE,
    /** Its canary was refused, and no check has shown yet whether the statement is to blame. */
    SUSPECT,
    /** The authorization server refused the statement itself, or a client that was just made of it. */
    REVOKED
}
