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

    /**
     * The last part of its life, in which only the process that received it can be sure that it is valid. Of a life shorter than
     * twice the skew it is half, so that those who ask together get one token together.
     *
     * @param clockSkew how far apart the clocks of two processes may be
     */
    public Duration unsure(Duration clockSkew) {
        Duration half = lifetime().dividedBy(2);
        return half.compareTo(clockSkew) < 0 ? half : clockSkew;
    }

    /** How long it is valid in all. */
    public Duration lifetime() {
        return Duration.between(issuedAt, expiresAt);
    }
}
