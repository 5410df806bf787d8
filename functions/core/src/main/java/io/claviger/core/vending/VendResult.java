package io.claviger.core.vending;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.instance.HeldToken;
import java.time.Duration;
import java.time.Instant;

/** Every answer to being asked for a token. */
public sealed interface VendResult {
    /** A token that is valid for at least as long as was asked. */
    record Vended(HeldToken token) implements VendResult {}

    record NoSuchInstance() implements VendResult {}

    /** The instance is being registered. */
    record RegistrationInProgress() implements VendResult {}

    record StatementRevoked() implements VendResult {}

    /** The instance is quarantined. */
    record CredentialsRejected() implements VendResult {}

    /** Tokens do not live as long as was asked. */
    record LifetimeTooShort(Duration lifetime) implements VendResult {}

    /** No token is left and none can be had before {@code retryAt}. */
    record Unavailable(Failure failure, Instant retryAt) implements VendResult {}
}
