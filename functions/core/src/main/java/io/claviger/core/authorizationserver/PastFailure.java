package io.claviger.core.authorizationserver;

import java.time.Duration;

/**
 * What is stored of the {@link Failure} that began a cool-down.
 *
 * @param code the reason: short, stable and nothing secret
 */
public record PastFailure(Failure.Kind kind, String code) {

    public static PastFailure of(Failure failure) {
        return new PastFailure(failure.kind(), failure.code());
    }

    /** The same failure for a caller during the cool-down: for that caller, nothing was sent. */
    public Failure toFailure() {
        return switch (kind) {
            case THROTTLED -> new Failure.Throttled(Duration.ZERO);
            case UNAVAILABLE -> Failure.Unavailable.unsent(code);
            case UNINTELLIGIBLE -> new Failure.Unintelligible(code, Failure.Effect.NONE);
            case REQUEST_REFUSED -> new Failure.RequestRefused(code);
        };
    }
}
