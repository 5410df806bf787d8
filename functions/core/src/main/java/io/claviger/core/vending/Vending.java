package io.claviger.core.vending;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.instance.HeldToken;
import java.time.Duration;
import java.time.Instant;

/** Every answer to being asked for a token. */
public sealed interface Vending {
    /** A token that is valid for at least as long as was asked. */
    record Vended(HeldToken token) implements Vending {}

    record NoSuchInstance() implements Vending {}

    /** The instance is being registered. */
    record Registering() implements Vending {}

    record StatementRevoked() implements Vending {}

    /** The instance is quarantined. */
    record CredentialsRejected() implements Vending {}

    /** Tokens do not live as long as was asked. */
    record LifetimeTooShort(Duration lifetime) implements Vending {}

    /** No token is left and none can be had before {@code retryAt}. */
    record Unavailable(Failure failure, Instant retryAt) implements Vending {}
}
