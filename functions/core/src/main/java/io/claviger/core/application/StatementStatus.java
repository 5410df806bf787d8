package io.claviger.core.application;

/** What is known of a software statement. Only a revocation check changes it. */
public enum StatementStatus {
    /** Good when last seen. */
    ACTIVE,
    /** Something that hangs on it was refused and the statement itself could not be asked yet. */
    SUSPECT,
    /** Refused by the authorization server itself. */
    REVOKED
}
