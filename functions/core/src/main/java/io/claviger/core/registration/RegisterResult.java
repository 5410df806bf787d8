package io.claviger.core.registration;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.instance.Instance;
import java.time.Instant;

/** Every answer to being asked to register, adopt or restore an instance. */
public sealed interface RegisterResult {
    /** This very call gave the instance its client. */
    record Registered(Instance instance) implements RegisterResult {}

    /** The instance has had its client before. */
    record AlreadyThere(Instance instance) implements RegisterResult {}

    /** The instance is registered differently: with another redirect URI, or another client. Nothing changed. */
    record Conflict() implements RegisterResult {}

    record NoSuchApplication() implements RegisterResult {}

    record NoSuchInstance() implements RegisterResult {}

    /** Somebody else is registering it and has not come to an end. */
    record InProgress() implements RegisterResult {}

    record StatementRevoked() implements RegisterResult {}

    /** Adobe refused the statement just now; a revocation check is under way. */
    record StatementRefused(RegistrationAnswer.StatementRefused.Code code) implements RegisterResult {}

    record RedirectUriRefused() implements RegisterResult {}

    /** The instance is quarantined and the caller may not register it anew, or the client to be adopted was refused. */
    record CredentialsRejected() implements RegisterResult {}

    record Unavailable(Failure failure, Instant retryAt) implements RegisterResult {}
}
