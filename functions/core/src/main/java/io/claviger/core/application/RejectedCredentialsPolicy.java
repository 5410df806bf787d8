package io.claviger.core.application;

/** What to do for an instance whose credentials are rejected although its statement is good. */
public enum RejectedCredentialsPolicy {
    /** Keep the instance quarantined until an operator registers it anew. */
    HOLD,
    /** Let the instance's next registration call register it anew; its viewer has to sign in again. */
    REREGISTER
}
