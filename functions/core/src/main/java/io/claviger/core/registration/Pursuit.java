package io.claviger.core.registration;

import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Brings an instance's attempt to its end, and tells everybody whom that concerns. */
final class Pursuit {
    private final ClientRegistrar registrar;
    private final SoftwareStatements statements;
    private final RevocationEvidence evidence;
    private final EventPublisher events;
    private final InstantSource clock;

    Pursuit(
            ClientRegistrar registrar,
            SoftwareStatements statements,
            RevocationEvidence evidence,
            EventPublisher events,
            InstantSource clock) {
        this.registrar = registrar;
        this.statements = statements;
        this.evidence = evidence;
        this.events = events;
        this.clock = clock;
    }

    /** Empty where somebody else was faster: look again. */
    Optional<RegisterResult> of(Intent intent) {
        return switch (registrar.pursue(
                intent,
                () -> statements.find(
                        intent.key().application(), intent.instance().statement()))) {
            case Ending.Activated(Instance active) -> Optional.of(registered(active));
            case Ending.StatementRefused(var code) -> {
                evidence.submit(intent.key());
                yield Optional.of(new RegisterResult.StatementRefused(code));
            }
            case Ending.RedirectUriRefused _ -> Optional.of(new RegisterResult.RedirectUriRefused());
            case Ending.Failed(Failure failure, Instant retryAt) ->
                Optional.of(new RegisterResult.Unavailable(failure, retryAt));
            case Ending.Superseded _ -> Optional.empty();
        };
    }

    private RegisterResult registered(Instance active) {
        active.registration()
                .knownClient()
                .ifPresent(client ->
                        events.publish(new Event.InstanceRegistered(active.key(), client.id(), clock.instant())));
        return new RegisterResult.Registered(active);
    }
}
