package io.claviger.core.statement;

import io.claviger.core.application.Application;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.instance.CallFailure;
import java.time.Instant;

/** Every answer to a {@link StoreApplicationCommand}. */
public sealed interface StoreResult {
    record Created(Application application) implements StoreResult {}

    record Updated(Application application) implements StoreResult {}

    record StatementRefused(RegistrationAnswer.StatementRefused.Code code) implements StoreResult {}

    record RedirectUriRefused() implements StoreResult {}

    /** Adobe registers clients with the statement, and grants them no token: {@code unauthorized_client}. */
    record TokenRefused() implements StoreResult {}

    /** Another process proves the same statement and has not finished. */
    record InProgress() implements StoreResult {}

    /** Adobe or Claviger's storage failed; the next attempt is made at {@code retryAt} at the earliest. */
    record Unavailable(CallFailure failure, Instant retryAt) implements StoreResult {}
}
