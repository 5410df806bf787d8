package io.claviger.api.identity;

import io.claviger.runtime.Environment;
import java.time.Duration;
import java.util.Set;

/**
 * Whose tokens are accepted.
 *
 * @param issuer the expected {@code iss}
 * @param audiences {@code aud} must hold one of them
 * @param clockSkew the tolerance for the provider's clock, at most five minutes
 */
public record IdentitySettings(String issuer, Set<String> audiences, Duration clockSkew) {
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    /** {@code IDENTITY_ISSUER}, {@code IDENTITY_AUDIENCE} and {@code IDENTITY_CLOCK_SKEW_SECONDS}. */
    public static IdentitySettings of(Environment environment) {
        return new IdentitySettings(
                environment.text("IDENTITY_ISSUER"),
                Set.of(environment.text("IDENTITY_AUDIENCE")),
                environment.seconds("IDENTITY_CLOCK_SKEW_SECONDS", 30, 0, 300));
    }

    public IdentitySettings {
        audiences = Set.copyOf(audiences);
        if (issuer.isBlank() || audiences.isEmpty()) {
            throw new IllegalArgumentException("an issuer and at least one audience are needed");
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(MAX_CLOCK_SKEW) > 0) {
            throw new IllegalArgumentException("the clock skew must lie between 0 and 300 seconds");
        }
    }
}
