package io.claviger.core.instance;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.storage.StorageFailure;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a call for an instance brought no result: the authorization server failed, Claviger's own storage did, or both
 * work and there is no new token.
 */
public sealed interface CallFailure {
    record Upstream(Failure failure) implements CallFailure {}

    record Storage(StorageFailure failure) implements CallFailure {}

    record NoNewToken(Reason reason) implements CallFailure {
        /** Why there is none now. A later request may bring one. */
        public enum Reason {
            /** Another process has the lease of the refresh. */
            REFRESH_UNDER_WAY,
            /** The authorization server refused the instance's client. */
            CREDENTIALS_REFUSED,
            /** The authorization server issues the previous token until shortly before its expiry. */
            TOKEN_NOT_RENEWED;

            /** The stable word for tables and metrics. */
            public String code() {
                return name().toLowerCase(Locale.ROOT);
            }

            /** Empty if no reason has this code. */
            static Optional<Reason> of(String code) {
                return Arrays.stream(values())
                        .filter(reason -> reason.code().equals(code))
                        .findFirst();
            }
        }
    }

    /** What happened exactly: short, stable and nothing secret. */
    default String code() {
        return switch (this) {
            case Upstream(Failure failure) -> failure.code();
            case Storage(StorageFailure failure) -> failure.reason().code();
            case NoNewToken(NoNewToken.Reason reason) -> reason.code();
        };
    }

    /** Storage that fails, and a token that is not there, count as unavailable. */
    default Failure.Kind kind() {
        return switch (this) {
            case Upstream(Failure failure) -> failure.kind();
            case Storage _, NoNewToken _ -> Failure.Kind.UNAVAILABLE;
        };
    }
}
