package io.claviger.core.registration;

import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.Instance;
import java.time.Instant;

/** How a registration, adoption or restoration of an instance ended. */
public sealed interface RegisterResult {
    /** This call gave the instance its client. */
    record Registered(Instance instance) implements RegisterResult {}

    /** The instance had its client before. */
    record AlreadyThere(Instance instance) implements RegisterResult {}

    /** The instance has another redirect URI or another client. Nothing changed. */
    record Conflict() implements RegisterResult {}

    record NoSuchApplication() implements RegisterResult {}

    record NoSuchInstance() implements RegisterResult {}

    /** Another process registers the instance and has not finished. */
    record InProgress() implements RegisterResult {}

    record StatementRevoked() implements RegisterResult {}

    /** Adobe refused the statement just now; a revocation check is under way. */
    record StatementRefused(RegistrationAnswer.StatementRefused.Code code) implements RegisterResult {}

    record RedirectUriRefused() implements RegisterResult {}

    /** The instance is quarantined and the caller may not replace its client, or Adobe refused the client to adopt. */
    record CredentialsRefused() implements RegisterResult {}

    /** The vault has no credentials of the instance any more, and the caller may not replace its client. */
    record CredentialsLost() implements RegisterResult {}

    /** Adobe or Claviger's storage failed; the next attempt is made at {@code retryAt} at the earliest. */
    record Unavailable(CallFailure failure, Instant retryAt) implements RegisterResult {}
}
