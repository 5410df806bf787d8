package io.claviger.core.revocation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.Statement;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.vending.CacheExpiryWait;
import java.time.InstantSource;
import java.util.Optional;

/** Tells operators, at least once, of a statement's revocation and of its end: what could not be published is, by the next check. */
final class Announcement {
    private final Applications applications;
    private final EventPublisher events;
    private final CacheExpiryWait horizon;
    private final InstantSource clock;

    Announcement(Applications applications, EventPublisher events, CacheExpiryWait horizon, InstantSource clock) {
        this.applications = applications;
        this.events = events;
        this.horizon = horizon;
        this.clock = clock;
    }

    /** @param news whether a revocation would be one that no process knew of before this check */
    void announce(ApplicationId id, StatementFingerprint fingerprint, boolean news) {
        Optional<Statement> found = applications.find(id).flatMap(application -> application.statement(fingerprint));
        if (found.isEmpty()) {
            return;
        }
        Statement statement = found.get();
        boolean told = statement.revocationAnnounced();
        if (statement.revoked() && (news || !told)) {
            horizon.pass();
        }
        if (statement.revoked() && !told) {
            publish(
                    new Event.SoftwareStatementRevoked(id, fingerprint, statement.evidence(), clock.instant()),
                    id,
                    fingerprint,
                    true);
        } else if (statement.status() == StatementStatus.ACTIVE && told) {
            publish(new Event.SoftwareStatementRestored(id, fingerprint, clock.instant()), id, fingerprint, false);
        }
    }

    private void publish(Event event, ApplicationId id, StatementFingerprint fingerprint, boolean asRevoked) {
        if (events.publish(event)) {
            applications.update(
                    id,
                    current -> current.statement(fingerprint)
                            .map(statement -> current.with(statement.announced(asRevoked))));
        }
    }
}
