package io.claviger.core.instance;

import io.claviger.core.credentials.AccessToken;
import java.time.Duration;
import java.time.Instant;

/**
 * An access token and the times that Claviger believes of it, on Claviger's own clock.
 *
 * @param issuedAt not later than the token was really issued
 * @param expiresAt not later than the token really expires
 * @param refreshAfter from when on a new one is asked for; before {@code expiresAt}
 */
public record HeldToken(AccessToken value, Instant issuedAt, Instant expiresAt, Instant refreshAfter) {

    /** How long it is still valid; zero or negative once it has expired. */
    public Duration left(Instant now) {
        return Duration.between(now, expiresAt);
    }

    /** How long it is valid in all. */
    public Duration lifetime() {
        return Duration.between(issuedAt, expiresAt);
    }
}
