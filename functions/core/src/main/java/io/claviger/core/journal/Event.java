package io.claviger.core.journal;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Evidence;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.InstanceKey;
import java.time.Instant;
import java.util.Optional;

/** An event for the programmer's other systems. */
public sealed interface Event {

    /** When it happened. */
    Instant at();

    /** A check found the statement revoked; {@code evidence} is the refusal. */
    record SoftwareStatementRevoked(
            ApplicationId application, StatementFingerprint statement, Optional<Evidence> evidence, Instant at)
            implements Event {}

    /** A check found a revoked statement good again. */
    record SoftwareStatementRestored(ApplicationId application, StatementFingerprint statement, Instant at)
            implements Event {}

    /** An instance was quarantined; {@code code} is Adobe's error code. */
    record CredentialsRejected(InstanceKey instance, ClientId client, String code, Instant at) implements Event {}

    /** An instance became active with this client: registered, adopted or restored. */
    record InstanceRegistered(InstanceKey instance, ClientId client, Instant at) implements Event {}

    /** An instance was deregistered; its client is kept during the recovery window. */
    record InstanceDeregistered(InstanceKey instance, ClientId client, Instant at) implements Event {}
}
