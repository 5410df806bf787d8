package io.claviger.core.authorizationserver;

import java.time.Duration;

/**
 * What is remembered of a {@link Failure} while no call is made because of it.
 *
 * @param code what happened exactly: short, stable and nothing secret
 */
public record PastFailure(Failure.Kind kind, String code) {

    public static PastFailure of(Failure failure) {
        return new PastFailure(failure.kind(), failure.code());
    }

    /** The failure for those who come too late to meet it themselves: nothing was sent for them. */
    public Failure again() {
        return switch (kind) {
            case THROTTLED -> new Failure.Throttled(Duration.ZERO);
            case UNAVAILABLE -> Failure.Unavailable.unsent(code);
            case UNINTELLIGIBLE -> new Failure.Unintelligible(code, Failure.Effect.NONE);
            case REQUEST_REFUSED -> new Failure.RequestRefused(code);
        };
    }
}
