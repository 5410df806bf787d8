package io.claviger.core.revocation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.vending.CacheExpiryWait;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Publishes a statement's revocation and its restoration, each at least once: an event that the bus did not accept is
 * published by the next check.
 */
final class RevocationAnnouncer {
    private final Applications applications;
    private final EventPublisher events;
    private final CacheExpiryWait cacheExpiry;
    private final InstantSource clock;

    RevocationAnnouncer(
            Applications applications, EventPublisher events, CacheExpiryWait cacheExpiry, InstantSource clock) {
        this.applications = applications;
        this.events = events;
        this.cacheExpiry = cacheExpiry;
        this.clock = clock;
    }

    /** @param newlyRevoked whether a revoked statement was not revoked before this check */
    void announce(ApplicationId id, StatementFingerprint fingerprint, boolean newlyRevoked) {
        Optional<StatementRecord> found =
                applications.find(id).flatMap(application -> application.statement(fingerprint));
        if (found.isEmpty()) {
            return;
        }
        StatementRecord statement = found.get();
        boolean announced = statement.revocationAnnounced();
        if (statement.revoked() && (newlyRevoked || !announced)) {
            cacheExpiry.await();
        }
        if (statement.revoked() && !announced) {
            publish(
                    new Event.SoftwareStatementRevoked(id, fingerprint, statement.evidence(), clock.instant()),
                    id,
                    fingerprint,
                    true);
        } else if (statement.active() && announced) {
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
