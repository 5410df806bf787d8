package io.claviger.core.application;

/** What happens to an instance whose credentials are refused although its statement is good. */
public enum RejectedCredentialsPolicy {
    /** It stays quarantined until its client works again, or an operator registers it again. */
    HOLD,
    /** Its next registration call registers a new client; its viewer has to sign in again. */
    REREGISTER
}
