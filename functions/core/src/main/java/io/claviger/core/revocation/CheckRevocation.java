package io.claviger.core.revocation;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.journal.Journal;
import io.claviger.core.ports.Platform;
import io.claviger.core.ports.Signals;
import io.claviger.core.ports.Stores;
import io.claviger.core.statement.StatementProbe;
import io.claviger.core.vending.CacheExpiryWait;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks whether an application's statements are still good. Only an explicit refusal by the authorization server
 * counts against a statement; an endpoint that is unreachable, throttles or answers nonsense changes nothing. The check
 * of a good statement leaves no client at the authorization server.
 */
public final class CheckRevocation {
    private final Applications applications;
    private final CanaryLease canaryLease;
    private final StatementChecker statementChecker;
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
        Journal journal = signals.journal();
        this.applications = stores.applications();
        this.clock = platform.clock();
        this.canaryLease = new CanaryLease(stores.instances(), journal, platform);
        this.statementChecker = new StatementChecker(
                stores,
                new StatementExaminer(
                        new CanaryStore(stores, journal, clock),
                        new Canary(
                                authorizationServer,
                                new StatementProbe(authorizationServer, applications, journal),
                                journal,
                                clock),
                        platform),
                new RevocationAnnouncer(applications, signals.eventPublisher(), cacheExpiry, clock),
                journal,
                defaultServiceProvider,
                clock);
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
        boolean checked = canaryLease.run(id, fingerprint, lease -> statementChecker.check(id, fingerprint, lease));
        if (!checked) {
            statementChecker.noteSkipped(id, fingerprint);
        }
    }
}
