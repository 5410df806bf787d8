package io.claviger.core.revocation;

import io.claviger.core.Identifiers;
import io.claviger.core.Pause;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.Instances;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;
import io.claviger.core.registration.CredentialVault;
import io.claviger.core.vending.MemoryHorizon;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Finds out whether an application's statements are still good. Only an explicit refusal by the authorization server speaks
 * against one; whatever is unreachable, throttled or nonsense changes nothing. A check that finds all well leaves no client
 * behind.
 */
public final class CheckRevocation {
    private final Applications applications;
    private final CanaryLease canaryLease;
    private final StatementCheck statementCheck;

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
        this.canaryLease = new CanaryLease(instances, journal, identifiers, pause, clock);
        this.statementCheck = new StatementCheck(
                applications,
                statements,
                new Examination(
                        instances, vault, new Canary(authorizationServer, journal, clock), journal, identifiers, clock),
                new Announcement(applications, events, horizon, clock),
                journal,
                defaultServiceProvider,
                clock);
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
                        .<Runnable>map(statement -> () -> check(id, statement.fingerprint()))
                        .toList()));
        return applications.find(id);
    }

    /** Checks one statement; if another check of it is under way, after that one, unless it would have to wait too long. */
    void check(ApplicationId id, StatementFingerprint fingerprint) {
        boolean hadItsTurn = canaryLease.under(id, fingerprint, () -> statementCheck.check(id, fingerprint));
        if (!hadItsTurn) {
            statementCheck.didNotTakePlace(id, fingerprint);
        }
    }
}
