package io.claviger.core.revocation;

import io.claviger.core.Identifiers;
import io.claviger.core.Pause;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.application.Statement;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;
import io.claviger.core.registration.CredentialVault;
import io.claviger.core.registration.CredentialVault.Holding;
import io.claviger.core.vending.MemoryHorizon;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Finds out whether an application's statements are still good. Only an explicit refusal by the authorization server speaks
 * against one; whatever is unreachable, throttled or nonsense changes nothing. A check that finds all well leaves no client
 * behind.
 */
public final class CheckRevocation {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Applications applications;
    private final SoftwareStatements statements;
    private final Instances instances;
    private final CredentialVault vault;
    private final Canary canary;
    private final EventPublisher events;
    private final Journal journal;
    private final MemoryHorizon horizon;
    private final Optional<ServiceProvider> defaultServiceProvider;
    private final Identifiers identifiers;
    private final Pause pause;
    private final InstantSource clock;

    /** @param defaultServiceProvider whose protected API is asked for applications that name none; empty asks none */
    public CheckRevocation(
            Applications applications,
            SoftwareStatements statements,
            Instances instances,
            CredentialVault vault,
            AuthorizationServer authorizationServer,
            EventPublisher events,
            Journal journal,
            MemoryHorizon horizon,
            Optional<ServiceProvider> defaultServiceProvider,
            Identifiers identifiers,
            Pause pause,
            InstantSource clock) {
        this.applications = applications;
        this.statements = statements;
        this.instances = instances;
        this.vault = vault;
        this.canary = new Canary(authorizationServer, journal, clock);
        this.events = events;
        this.journal = journal;
        this.horizon = horizon;
        this.defaultServiceProvider = defaultServiceProvider;
        this.identifiers = identifiers;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * Checks every statement the application has had.
     *
     * @return the application after the check; empty if there is none
     */
    public Optional<Application> check(ApplicationId id) {
        applications
                .find(id)
                .ifPresent(application ->
                        application.statements().forEach(statement -> check(application, statement.fingerprint())));
        return applications.find(id);
    }

    /** Checks one statement; if another check of it is under way, after that one. */
    void check(Application application, StatementFingerprint fingerprint) {
        InstanceKey key = InstanceKey.canaryOf(application.id(), fingerprint);
        String owner = identifiers.next();
        Instant giveUpAt = clock.instant().plus(LEASE.multipliedBy(2));
        while (clock.instant().isBefore(giveUpAt)) {
            Optional<Instance> bird = instances.sight(key).instance();
            if (bird.isEmpty()) {
                return;
            }
            Lease lease = new Lease(owner, clock.instant().plus(LEASE));
            if (!bird.get().upkeep().leased(clock.instant())
                    && instances.store(bird.get().leasedTo(lease)).isPresent()) {
                examine(application.id(), fingerprint);
                instances.update(
                        key, current -> current.isLeasedTo(owner) ? Optional.of(current.released()) : Optional.empty());
                return;
            }
            pause.pause(POLL);
        }
    }

    private void examine(ApplicationId id, StatementFingerprint fingerprint) {
        Optional<Application> application = applications.find(id);
        Optional<Statement> statement = application.flatMap(found -> found.statement(fingerprint));
        Optional<SoftwareStatement> secret = statements.find(id, fingerprint);
        if (application.isEmpty() || statement.isEmpty() || secret.isEmpty()) {
            return;
        }
        Examination examination = new Examination(application.get(), statement.get(), secret.get());
        conclude(id, statement.get(), examination.judge());
        announce(id, fingerprint);
    }

    /** One statement under examination. */
    private final class Examination {
        private final Application application;
        private final Statement statement;
        private final SoftwareStatement secret;
        private final InstanceKey key;
        private final Optional<ServiceProvider> serviceProvider;

        Examination(Application application, Statement statement, SoftwareStatement secret) {
            this.application = application;
            this.statement = statement;
            this.secret = secret;
            this.key = InstanceKey.canaryOf(application.id(), statement.fingerprint());
            this.serviceProvider = application.serviceProvider().or(() -> defaultServiceProvider);
        }

        Judgement judge() {
            Optional<ClientRegistration> held = switch (vault.find(key)) {
                case Holding.Held(ClientRegistration client) -> Optional.of(client);
                case Holding.Discarded _, Holding.Nothing _ -> Optional.empty();
            };
            Sighting sung = held.map(client -> canary.sing(client.credentials(), statement, serviceProvider))
                    .orElseGet(Sighting.Unknown::new);
            Sighting presented = canary.present(secret, application.id());
            if (presented instanceof Sighting.Refused(Evidence evidence)) {
                return new Judgement.Revoked(evidence);
            }
            return switch (sung) {
                case Sighting.Good(boolean proven)
                when !statement.revoked() || presented instanceof Sighting.Good -> new Judgement.Active(proven);
                case Sighting.Good _, Sighting.Unknown _ -> new Judgement.None();
                case Sighting.Refused(Evidence evidence) -> suspect(evidence, held, presented);
            };
        }

        /** The canary was refused. Whether the statement or only its client is to blame, a new client shows. */
        private Judgement suspect(Evidence evidence, Optional<ClientRegistration> held, Sighting presented) {
            if (statement.revoked() && !(presented instanceof Sighting.Good && refusedAtRegister())) {
                return new Judgement.None();
            }
            Judgement suspicion = statement.revoked() ? new Judgement.None() : new Judgement.Suspect(evidence);
            conclude(application.id(), statement, suspicion);
            return switch (canary.hatch(secret, application.redirectUri(), key)) {
                case Canary.Hatching.Refused(Evidence refusal) -> new Judgement.Revoked(refusal);
                case Canary.Hatching.Unknown _ -> suspicion;
                case Canary.Hatching.Hatched(ClientRegistration fresh) -> succeed(held, fresh, suspicion);
            };
        }

        private Judgement succeed(Optional<ClientRegistration> held, ClientRegistration fresh, Judgement suspicion) {
            String attemptId = identifiers.next();
            boolean stored = held.map(old -> vault.replace(
                            key, fresh, attemptId, old.credentials().clientId()))
                    .orElseGet(() -> vault.create(key, fresh, attemptId));
            if (!stored) {
                journal.note(new Entry.ClientLeftBehind(key, fresh.credentials().clientId()));
                return suspicion;
            }
            instances.update(key, bird -> Optional.of(bird.with(new Registration.Active(fresh.client()))));
            return switch (canary.sing(fresh.credentials(), statement, serviceProvider)) {
                case Sighting.Good(boolean proven) -> new Judgement.Active(proven);
                case Sighting.Refused(Evidence refusal) -> new Judgement.Revoked(refusal);
                case Sighting.Unknown _ -> suspicion;
            };
        }

        /** Only then can a new client tell more: if even a new client was refused before, that one goes on being the canary. */
        private boolean refusedAtRegister() {
            return statement
                    .evidence()
                    .filter(why -> why.where().equals("register"))
                    .isPresent();
        }
    }

    private void conclude(ApplicationId id, Statement before, Judgement judgement) {
        Instant now = clock.instant();
        Optional<Statement> judged = switch (judgement) {
            case Judgement.Active(boolean proven) ->
                Optional.of(before.judged(StatementStatus.ACTIVE, Optional.empty(), proven, now));
            case Judgement.Suspect(Evidence evidence) ->
                Optional.of(before.judged(StatementStatus.SUSPECT, Optional.of(evidence), false, now));
            case Judgement.Revoked(Evidence evidence) ->
                Optional.of(before.judged(StatementStatus.REVOKED, Optional.of(evidence), false, now));
            case Judgement.None _ -> Optional.empty();
        };
        judged.ifPresent(statement -> applications.update(id, current -> Optional.of(current.with(statement))));
        Statement after = judged.orElse(before);
        journal.note(new Entry.StatementChecked(
                id, before.fingerprint(), before.status(), after.status(), after.evidence(), judged.isPresent()));
    }

    /** Tells operators at least once: what could not be published is published by the next check. */
    private void announce(ApplicationId id, StatementFingerprint fingerprint) {
        Optional<Statement> now = applications.find(id).flatMap(application -> application.statement(fingerprint));
        now.filter(statement -> statement.revoked() && !statement.revocationAnnounced())
                .ifPresent(statement -> {
                    horizon.pass();
                    announce(
                            id,
                            fingerprint,
                            true,
                            new Event.SoftwareStatementRevoked(id, fingerprint, statement.evidence(), clock.instant()));
                });
        now.filter(statement -> statement.status() == StatementStatus.ACTIVE && statement.revocationAnnounced())
                .ifPresent(_ -> announce(
                        id, fingerprint, false, new Event.SoftwareStatementRestored(id, fingerprint, clock.instant())));
    }

    private void announce(ApplicationId id, StatementFingerprint fingerprint, boolean asRevoked, Event event) {
        if (events.publish(event)) {
            applications.update(
                    id,
                    current -> current.statement(fingerprint)
                            .map(statement -> current.with(statement.announced(asRevoked))));
        }
    }
}
