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
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Lease;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;
import io.claviger.core.registration.CredentialVault;
import io.claviger.core.vending.MemoryHorizon;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds out whether an application's statements are still good. Only an explicit refusal by the authorization server speaks
 * against one; whatever is unreachable, throttled or nonsense changes nothing. A check that finds all well leaves no client
 * behind.
 */
public final class CheckRevocation {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST_LOOKS = 3;

    private final Applications applications;
    private final SoftwareStatements statements;
    private final Instances instances;
    private final Examination examination;
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
        this.examination = new Examination(
                instances, vault, new Canary(authorizationServer, journal, clock), journal, identifiers, clock);
        this.events = events;
        this.journal = journal;
        this.horizon = horizon;
        this.defaultServiceProvider = defaultServiceProvider;
        this.identifiers = identifiers;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * Checks every statement the application has had. One whose check fails does not keep the others from theirs.
     *
     * @return the application after the check; empty if there is none
     * @throws RuntimeException the first failure of a port, once every statement has had its turn
     */
    public Optional<Application> check(ApplicationId id) {
        applications
                .find(id)
                .ifPresent(application -> EachInTurn.run(application.statements().stream()
                        .<Runnable>map(statement -> () -> check(application, statement.fingerprint()))
                        .toList()));
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
                EachInTurn.run(List.of(() -> examine(application.id(), fingerprint), () -> release(key, owner)));
                return;
            }
            pause.pause(POLL);
        }
    }

    private void release(InstanceKey key, String owner) {
        instances.update(
                key, current -> current.isLeasedTo(owner) ? Optional.of(current.released()) : Optional.empty());
    }

    /** Looks again where another check came to a judgement in between: a slow one must not overrule a newer one. */
    private void examine(ApplicationId id, StatementFingerprint fingerprint) {
        boolean concluded = false;
        for (int looks = 0; looks < MOST_LOOKS && !concluded; looks++) {
            concluded = look(id, fingerprint);
        }
    }

    private boolean look(ApplicationId id, StatementFingerprint fingerprint) {
        Instant since = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Application> application = applications.find(id);
        Optional<Statement> statement = application.flatMap(found -> found.statement(fingerprint));
        Optional<SoftwareStatement> secret = statements.find(id, fingerprint);
        if (application.isEmpty() || statement.isEmpty() || secret.isEmpty()) {
            return true;
        }
        Statement before = statement.get();
        Optional<ServiceProvider> serviceProvider =
                application.get().serviceProvider().or(() -> defaultServiceProvider);
        Judgement judgement = examination.judge(
                application.get(),
                before,
                secret.get(),
                serviceProvider,
                suspicion -> conclude(id, before, suspicion, since));
        boolean concluded = conclude(id, before, judgement, since);
        announce(id, fingerprint, !before.revoked());
        return concluded;
    }

    /**
     * @param since when the looking began that the judgement rests on; whatever was refused after that is not covered by it
     * @return false if another check came to a judgement since, which then stands
     */
    private boolean conclude(ApplicationId id, Statement before, Judgement judgement, Instant since) {
        Optional<UnaryOperator<Statement>> judged = switch (judgement) {
            case Judgement.Active(boolean proven) ->
                Optional.of(now -> now.judged(StatementStatus.ACTIVE, Optional.empty(), proven, since));
            case Judgement.Suspect(Evidence evidence) ->
                Optional.of(now -> now.judged(StatementStatus.SUSPECT, Optional.of(evidence), false, since));
            case Judgement.Revoked(Evidence evidence) ->
                Optional.of(now -> now.judged(StatementStatus.REVOKED, Optional.of(evidence), false, since));
            case Judgement.None _ -> Optional.empty();
        };
        Optional<Statement> stored = judged.flatMap(change -> applications.update(
                        id,
                        current -> current.statement(before.fingerprint())
                                .filter(now -> now.checkedAt().equals(before.checkedAt())
                                        || now.checkedAt().equals(Optional.of(since)))
                                .map(now -> current.with(change.apply(now)))))
                .flatMap(application -> application.statement(before.fingerprint()));
        Statement after = stored.orElse(before);
        journal.note(new Entry.StatementChecked(
                id, before.fingerprint(), before.status(), after.status(), after.evidence(), stored.isPresent()));
        return judged.isEmpty() || stored.isPresent();
    }

    /**
     * Tells operators at least once: what could not be published is published by the next check.
     *
     * @param news whether a revocation would be one that no process knew of before this check
     */
    private void announce(ApplicationId id, StatementFingerprint fingerprint, boolean news) {
        Optional<Statement> now = applications.find(id).flatMap(application -> application.statement(fingerprint));
        now.filter(Statement::revoked)
                .filter(statement -> news || !statement.revocationAnnounced())
                .ifPresent(_ -> horizon.pass());
        now.filter(statement -> statement.revoked() && !statement.revocationAnnounced())
                .ifPresent(statement -> announce(
                        id,
                        fingerprint,
                        true,
                        new Event.SoftwareStatementRevoked(id, fingerprint, statement.evidence(), clock.instant())));
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
