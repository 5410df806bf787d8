package io.claviger.core.revocation;

import io.claviger.core.Identifiers;
import io.claviger.core.Pause;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.application.Statement;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.Instances;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vending.CacheExpiryWait;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out whether an application's statements are still good. Only an explicit refusal by the authorization server speaks
 * against one; whatever is unreachable, throttled or nonsense changes nothing. A check that finds all well leaves no client
 * behind.
 */
public final class CheckRevocation {
    private final Applications applications;
    private final CanaryLease canaryLease;
    private final StatementChecker statementChecker;
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
            CacheExpiryWait horizon,
            Optional<ServiceProvider> defaultServiceProvider,
            Identifiers identifiers,
            Pause pause,
            InstantSource clock) {
        this.applications = applications;
        this.clock = clock;
        this.canaryLease = new CanaryLease(instances, journal, identifiers, pause, clock);
        this.statementChecker = new StatementChecker(
                applications,
                statements,
                new StatementExaminer(
                        instances, vault, new Canary(authorizationServer, journal, clock), journal, identifiers, clock),
                new Announcement(applications, events, horizon, clock),
                journal,
                defaultServiceProvider,
                clock);
    }

    /**
     * Checks the statements that the application has had: the current one, then the others, those first whose last check is longest
     * ago. One whose check fails does not keep the others from theirs.
     *
     * @param until no check begins later than this but that of the current statement; who is left out comes first next time
     * @return the application after the check; empty if there is none
     * @throws RuntimeException the first failure of a port, once every statement has had its turn
     */
    public Optional<Application> check(ApplicationId id, Instant until) {
        applications
                .find(id)
                .ifPresent(application -> EachInTurn.run(inTurn(application)
                        .<Runnable>map(statement -> () -> {
                            if (statement.equals(application.currentStatement())
                                    || clock.instant().isBefore(until)) {
                                check(id, statement.fingerprint());
                            }
                        })
                        .toList()));
        return applications.find(id);
    }

    private static Stream<Statement> inTurn(Application application) {
        return application.statements().stream()
                .sorted(Comparator.comparing((Statement statement) -> !statement.equals(application.currentStatement()))
                        .thenComparing(statement -> statement.checkedAt().orElse(Instant.MIN)));
    }

    /** Checks one statement; if another check of it is under way, after that one, unless it would have to wait too long. */
    void check(ApplicationId id, StatementFingerprint fingerprint) {
        boolean hadItsTurn = canaryLease.under(id, fingerprint, () -> statementChecker.check(id, fingerprint));
        if (!hadItsTurn) {
            statementChecker.didNotTakePlace(id, fingerprint);
        }
    }
}
