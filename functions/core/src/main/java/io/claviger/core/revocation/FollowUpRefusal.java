package io.claviger.core.revocation;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Refusal;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;
import io.claviger.core.vending.CacheExpiryWait;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Follows up on an instance's refused credentials. It checks the statement first, once for all instances that were
 * refused together. Only a client that is refused again after its statement was found good is to blame itself, and only
 * then is its instance quarantined: the first refusal may stem from a revocation that ended before the check.
 */
public final class FollowUpRefusal {
    /** How long Adobe may take to accept a restored statement at every endpoint. */
    private static final Duration RESTORATION_DELAY = Duration.ofMinutes(1);

    private final Applications applications;
    private final Instances instances;
    private final CheckRevocation checkRevocation;
    private final EventPublisher events;
    private final Journal journal;
    private final CacheExpiryWait cacheExpiry;
    private final InstantSource clock;

    public FollowUpRefusal(
            Applications applications,
            Instances instances,
            CheckRevocation checkRevocation,
            EventPublisher events,
            Journal journal,
            CacheExpiryWait cacheExpiry,
            InstantSource clock) {
        this.applications = applications;
        this.instances = instances;
        this.checkRevocation = checkRevocation;
        this.events = events;
        this.journal = journal;
        this.cacheExpiry = cacheExpiry;
        this.clock = clock;
    }

    /** @param seenAt when the refusal was received */
    public void followUp(InstanceKey key, Instant seenAt) {
        InstanceSnapshot snapshot = instances.read(key);
        if (snapshot.application().isEmpty()) {
            return;
        }
        Application application = snapshot.application().get();
        StatementRecord statement = snapshot.instance()
                .flatMap(instance -> application.statement(instance.statement()))
                .orElseGet(application::currentStatement);
        if (statement.checkedAt().filter(at -> at.isAfter(seenAt)).isEmpty()) {
            checkRevocation.check(application.id(), statement.fingerprint());
        }
        settleInstance(key);
    }

    private void settleInstance(InstanceKey key) {
        InstanceSnapshot snapshot = instances.read(key);
        if (snapshot.instance().isEmpty() || snapshot.application().isEmpty()) {
            return;
        }
        Instance instance = snapshot.instance().get();
        Optional<StatementRecord> good =
                snapshot.application().get().statement(instance.statement()).filter(StatementRecord::active);
        if (good.isPresent() && instance.registration() instanceof Registration.Suspect suspect) {
            settle(instance, suspect, good.get());
        }
    }

    private void settle(Instance instance, Registration.Suspect suspect, StatementRecord good) {
        Refusal refusal = suspect.refusal();
        if (restoredAfter(good, refusal)) {
            store(instance, instance.with(new Registration.Active(suspect.client())));
        } else if (checkedAfter(good, refusal) && suspect.refusedAgain()) {
            quarantine(instance, suspect.client(), refusal);
        } else if (checkedAfter(good, refusal) && suspect.statementGoodAt().isEmpty()) {
            instances.store(instance.with(suspect.underGoodStatement(clock.instant())));
        }
    }

    /** Then the statement was to blame, and the client is not. */
    private static boolean restoredAfter(StatementRecord statement, Refusal refusal) {
        return statement
                .restoredAt()
                .filter(at -> refusal.seenAt().isBefore(at.plus(RESTORATION_DELAY)))
                .isPresent();
    }

    private static boolean checkedAfter(StatementRecord statement, Refusal refusal) {
        return statement.checkedAt().filter(at -> at.isAfter(refusal.seenAt())).isPresent();
    }

    /** Many clients refused within a short time are Adobe's mistake rather than the clients'. */
    private boolean mayQuarantine(ApplicationId id) {
        return applications
                .update(
                        id,
                        application -> application
                                .safeguards()
                                .quarantining(clock.instant())
                                .map(application::with))
                .isPresent();
    }

    private boolean store(Instance before, Instance after) {
        boolean stored = instances.store(after).isPresent();
        if (stored) {
            journal.note(Entry.InstanceChanged.between(before, after));
        }
        return stored;
    }

    private void quarantine(Instance suspect, Client client, Refusal refusal) {
        if (!mayQuarantine(suspect.key().application())) {
            journal.note(new Entry.QuarantineHeldBack(suspect.key()));
            return;
        }
        if (store(suspect, suspect.withdrawn().with(new Registration.Quarantined(client, refusal)))) {
            events.publish(new Event.CredentialsRejected(suspect.key(), client.id(), refusal.code(), clock.instant()));
            cacheExpiry.await();
        }
    }
}
