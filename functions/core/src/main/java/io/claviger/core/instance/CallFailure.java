package io.claviger.core.instance;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.storage.StorageFailure;

/** Why a call for an instance brought no result: the authorization server failed, or Claviger's own storage did. */
public sealed interface CallFailure {
    record Upstream(Failure failure) implements CallFailure {}

    record Storage(StorageFailure failure) implements CallFailure {}

    /** What happened exactly: short, stable and nothing secret. */
    default String code() {
        return switch (this) {
            case Upstream(Failure failure) -> failure.code();
            case Storage(StorageFailure failure) -> failure.reason().code();
        };
    }

    /** Storage that fails counts as unavailable. */
    default Failure.Kind kind() {
        return switch (this) {
            case Upstream(Failure failure) -> failure.kind();
            case Storage _ -> Failure.Kind.UNAVAILABLE;
        };
    }
}
