package io.claviger.core.instance;

import io.claviger.core.credentials.AccessToken;
import java.time.Duration;
import java.time.Instant;

/**
 * An instance's access token, with the times that Claviger relies on, by Claviger's own clock.
 *
 * @param issuedAt no later than the authorization server issued it
 * @param expiresAt no later than it expires at the authorization server
 * @param refreshAfter its refresh point, from which on a new token is requested; before {@code expiresAt}
 */
public record InstanceToken(AccessToken value, Instant issuedAt, Instant expiresAt, Instant refreshAfter) {

    /** Decides between FRESH, STALE and EXPIRED, by the clock of the process that asks. */
    public TokenState state(Instant now) {
        if (!left(now).isPositive()) {
            return TokenState.EXPIRED;
        }
        return now.isBefore(refreshAfter) ? TokenState.FRESH : TokenState.STALE;
    }

    /** How long it is still valid; zero or negative once it has expired. */
    public Duration left(Instant now) {
        return Duration.between(now, expiresAt);
    }

    /**
     * The last part of its life, in which only the process that received it can rely on it. It is at most half the
     * life, so that callers at the same time share even a short-lived token.
     *
     * @param clockSkew how far apart the clocks of two processes may be
     */
    public Duration safetyMargin(Duration clockSkew) {
        Duration half = lifetime().dividedBy(2);
        return half.compareTo(clockSkew) < 0 ? half : clockSkew;
    }

    /** From issue to expiry. */
    public Duration lifetime() {
        return Duration.between(issuedAt, expiresAt);
    }
}
