package io.claviger.core.instance;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.storage.StorageFailure;
import java.time.Duration;

/**
 * What the table keeps of a {@link CallFailure} during a cool-down.
 *
 * @param code what happened exactly: short, stable and nothing secret
 * @param early whether a changed device had ended the cool-down before it; then its own one cannot be ended
 */
public record PastFailure(Failure.Kind kind, String code, boolean early) {

    static PastFailure of(CallFailure failure, boolean early) {
        return new PastFailure(failure.kind(), failure.code(), early);
    }

    /** The failure for callers during the cool-down: nothing is sent for them. */
    public CallFailure toFailure() {
        return StorageFailure.Reason.of(code)
                .<CallFailure>map(reason -> new CallFailure.Storage(StorageFailure.of(reason)))
                .or(() -> CallFailure.NoNewToken.Reason.of(code).map(CallFailure.NoNewToken::new))
                .orElseGet(() -> new CallFailure.Upstream(upstream()));
    }

    private Failure upstream() {
        return switch (kind) {
            case THROTTLED -> new Failure.Throttled(Duration.ZERO);
            case UNAVAILABLE -> Failure.Unavailable.unsent(code);
            case UNINTELLIGIBLE -> new Failure.Unintelligible(code, Failure.Effect.NONE);
            case REQUEST_REFUSED -> new Failure.RequestRefused(code);
        };
    }
}
