package io.claviger.core.revocation;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.application.SoftwareStatements.StoredStatement;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.ports.Platform;
import io.claviger.core.ports.Signals;
import io.claviger.core.ports.Stores;
import io.claviger.core.revocation.CanaryLease.Renewal;
import io.claviger.core.statement.StatementProbe;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.vending.CacheExpiryWait;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Checks whether an application's statements are still good. Only an explicit refusal by the authorization server
 * counts against a statement; an endpoint that is unreachable, throttles or answers nonsense changes nothing. The check
 * of a good statement leaves no client at the authorization server.
 */
public final class CheckRevocation {
    private static final int MAX_EXAMINATIONS = 3;

    private final Applications applications;
    private final SoftwareStatements statements;
    private final CanaryLease canaryLease;
    private final StatementExaminer examiner;
    private final RevocationAnnouncer announcer;
    private final Journal journal;
    private final Optional<ServiceProvider> defaultServiceProvider;
    private final InstantSource clock;

    /**
     * @param defaultServiceProvider whose protected API is probed for applications that name none; empty probes none
     */
    public CheckRevocation(
            Stores stores,
            Signals signals,
            AuthorizationServer authorizationServer,
            CacheExpiryWait cacheExpiry,
            Optional<ServiceProvider> defaultServiceProvider,
            Platform platform) {
        this.applications = stores.applications();
        this.statements = stores.softwareStatements();
        this.journal = signals.journal();
        this.defaultServiceProvider = defaultServiceProvider;
        this.clock = platform.clock();
        this.canaryLease = new CanaryLease(stores.instances(), journal, platform);
        StatementProbe probe = new StatementProbe(authorizationServer, applications, journal);
        Canary canary = new Canary(authorizationServer, probe, journal, clock);
        this.examiner = new StatementExaminer(new CanaryStore(stores, journal, clock), canary, platform);
        this.announcer = new RevocationAnnouncer(applications, signals.eventPublisher(), cacheExpiry, clock);
    }

    /**
     * Checks every statement that the application has had: the current one first, then the others, by the time of their
     * last check, oldest first. A check that fails does not keep the others from running.
     *
     * @param until when the last check may begin; the current statement is checked even later, and the others that are
     *     left out come first next time
     * @return the application after the check; empty if there is none
     * @throws RuntimeException the first failure of a port, after the last check
     */
    public Optional<Application> check(ApplicationId id, Instant until) {
        applications
                .find(id)
                .ifPresent(application -> Tasks.runAll(inOrder(application)
                        .<Runnable>map(statement -> () -> {
                            if (statement.equals(application.currentStatement())
                                    || clock.instant().isBefore(until)) {
                                check(id, statement.fingerprint());
                            }
                        })
                        .toList()));
        return applications.find(id);
    }

    private static Stream<StatementRecord> inOrder(Application application) {
        return application.statements().stream()
                .sorted(Comparator.comparing(
                                (StatementRecord statement) -> !statement.equals(application.currentStatement()))
                        .thenComparing(statement -> statement.checkedAt().orElse(Instant.MIN)));
    }

    /** Checks one statement; waits while another check of it is under way, and gives up if that takes too long. */
    void check(ApplicationId id, StatementFingerprint fingerprint) {
        if (!canaryLease.run(id, fingerprint, lease -> examineUntilStored(id, fingerprint, lease))) {
            applications
                    .find(id)
                    .flatMap(application -> application.statement(fingerprint))
                    .ifPresent(statement -> note(id, statement, statement, false));
        }
    }

    /** Examines again if another check stored its result meanwhile: a slow check must not overrule a newer one. */
    private void examineUntilStored(ApplicationId id, StatementFingerprint fingerprint, Renewal lease) {
        boolean concluded = false;
        for (int examinations = 0; examinations < MAX_EXAMINATIONS && !concluded; examinations++) {
            concluded = examine(id, fingerprint, lease);
        }
    }

    private boolean examine(ApplicationId id, StatementFingerprint fingerprint, Renewal lease) {
        Instant begunAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Application> application = applications.find(id);
        Optional<StatementRecord> statement = application.flatMap(found -> found.statement(fingerprint));
        Optional<SoftwareStatement> softwareStatement = switch (statements.find(id, fingerprint)) {
            case StoredStatement.Present(SoftwareStatement stored) -> Optional.of(stored);
            case StoredStatement.Absent _ -> Optional.empty();
            case StoredStatement.Unreadable(StorageFailure failure) -> throw failure.asException();
        };
        if (application.isEmpty() || statement.isEmpty() || softwareStatement.isEmpty()) {
            return true;
        }
        StatementRecord before = statement.get();
        CheckedStatement checked = new CheckedStatement(
                application.get(),
                before,
                softwareStatement.get(),
                application.get().serviceProvider().or(() -> defaultServiceProvider),
                lease,
                suspicion -> conclude(id, before, suspicion, begunAt));
        CheckResult result = examiner.examine(checked);
        boolean concluded = conclude(id, before, result, begunAt);
        announcer.announce(id, fingerprint, !before.revoked());
        return concluded;
    }

    /**
     * @param begunAt when the examination began; the result says nothing about a refusal after that
     * @return false if another check stored a result since, which then stands
     */
    private boolean conclude(ApplicationId id, StatementRecord before, CheckResult result, Instant begunAt) {
        Optional<UnaryOperator<StatementRecord>> change = switch (result) {
            case CheckResult.Active(boolean serviceProviderProven) ->
                Optional.of(stored ->
                        stored.checked(StatementStatus.ACTIVE, Optional.empty(), serviceProviderProven, begunAt));
            case CheckResult.Suspect(Evidence evidence) ->
                Optional.of(stored -> stored.checked(StatementStatus.SUSPECT, Optional.of(evidence), false, begunAt));
            case CheckResult.Revoked(Evidence evidence) ->
                Optional.of(stored -> stored.checked(StatementStatus.REVOKED, Optional.of(evidence), false, begunAt));
            case CheckResult.Inconclusive _ -> Optional.empty();
        };
        Optional<StatementRecord> after = change.flatMap(conclusion -> applications.update(
                        id,
                        current -> current.statement(before.fingerprint())
                                .filter(stored -> unchanged(before, stored)
                                        || stored.checkedAt().equals(Optional.of(begunAt)))
                                .map(stored -> current.with(conclusion.apply(stored)))))
                .flatMap(application -> application.statement(before.fingerprint()));
        note(id, before, after.orElse(before), after.isPresent());
        return change.isEmpty() || after.isPresent();
    }

    private void note(ApplicationId id, StatementRecord before, StatementRecord after, boolean conclusive) {
        journal.note(new Entry.StatementChecked(
                id, before.fingerprint(), before.status(), after.status(), after.evidence(), conclusive));
    }

    /** A suspicion and the result that follows it have the time of the same check: the status tells them apart. */
    private static boolean unchanged(StatementRecord before, StatementRecord stored) {
        return stored.checkedAt().equals(before.checkedAt()) && stored.status() == before.status();
    }
}
