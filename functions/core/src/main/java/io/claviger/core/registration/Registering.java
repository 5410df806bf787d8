package io.claviger.core.registration;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.instance.Instance;
import java.time.Instant;

/** Every answer to being asked to register, adopt or restore an instance. */
public sealed interface Registering {
    /** This very call gave the instance its client. */
    record Registered(Instance instance) implements Registering {}

    /** The instance has had its client before. */
    record AlreadyThere(Instance instance) implements Registering {}

    /** The instance is registered differently: with another redirect URI, or another client. Nothing changed. */
    record Conflict() implements Registering {}

    record NoSuchApplication() implements Registering {}

    record NoSuchInstance() implements Registering {}

    /** Somebody else is registering it and has not come to an end. */
    record InProgress() implements Registering {}

    record StatementRevoked() implements Registering {}

    /** Adobe refused the statement just now; a revocation check is under way. */
    record StatementRefused(RegistrationAnswer.StatementRefused.Code code) implements Registering {}

    record RedirectUriRefused() implements Registering {}

    /** The instance is quarantined and the caller may not register it anew, or the client to be adopted was refused. */
    record CredentialsRejected() implements Registering {}

    record Unavailable(Failure failure, Instant retryAt) implements Registering {}
}
