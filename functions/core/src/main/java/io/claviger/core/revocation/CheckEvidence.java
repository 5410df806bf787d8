package io.claviger.core.revocation;

import io.claviger.core.application.Application;
import io.claviger.core.application.Statement;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Rejection;
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
 * Follows up on an instance's refused credentials: checks the statement first, once for all instances that were refused
 * together. Only a client that is refused again after its statement was seen to be good is to blame itself, and its instance
 * quarantined: the first refusal may have come of a revocation that was taken back before anybody looked.
 */
public final class CheckEvidence {
    private static final Duration AFTERMATH = Duration.ofMinutes(1);

    private final Instances instances;
    private final CheckRevocation checkRevocation;
    private final EventPublisher events;
    private final Journal journal;
    private final CacheExpiryWait horizon;
    private final InstantSource clock;

    public CheckEvidence(
            Instances instances,
            CheckRevocation checkRevocation,
            EventPublisher events,
            Journal journal,
            CacheExpiryWait horizon,
            InstantSource clock) {
        this.instances = instances;
        this.checkRevocation = checkRevocation;
        this.events = events;
        this.journal = journal;
        this.horizon = horizon;
        this.clock = clock;
    }

    /** @param seenAt when the refusal was seen */
    public void follow(InstanceKey key, Instant seenAt) {
        InstanceSnapshot snapshot = instances.read(key);
        if (snapshot.application().isEmpty()) {
            return;
        }
        Application application = snapshot.application().get();
        Statement statement = snapshot.instance()
                .flatMap(instance -> application.statement(instance.statement()))
                .orElseGet(application::currentStatement);
        if (statement.checkedAt().filter(at -> at.isAfter(seenAt)).isEmpty()) {
            checkRevocation.check(application.id(), statement.fingerprint());
        }
        blameTheInstance(key);
    }

    private void blameTheInstance(InstanceKey key) {
        InstanceSnapshot snapshot = instances.read(key);
        if (snapshot.instance().isEmpty() || snapshot.application().isEmpty()) {
            return;
        }
        Instance instance = snapshot.instance().get();
        Optional<Statement> good = snapshot.application()
                .get()
                .statement(instance.statement())
                .filter(statement -> statement.status() == StatementStatus.ACTIVE);
        if (good.isPresent() && instance.registration() instanceof Registration.Suspect suspect) {
            weigh(instance, suspect, good.get());
        }
    }

    private void weigh(Instance instance, Registration.Suspect suspect, Statement good) {
        Rejection rejection = suspect.rejection();
        if (restoredAfter(good, rejection)) {
            store(instance, instance.with(new Registration.Active(suspect.client())));
        } else if (checkedAfter(good, rejection) && suspect.refusedAgain()) {
            quarantine(instance, suspect.client(), rejection);
        } else if (checkedAfter(good, rejection) && suspect.statementGoodAt().isEmpty()) {
            instances.store(instance.with(suspect.underGoodStatement(clock.instant())));
        }
    }

    /** The statement was to blame then, and the instance is not; it may have taken Adobe a while to accept the statement everywhere. */
    private static boolean restoredAfter(Statement statement, Rejection rejection) {
        return statement
                .restoredAt()
                .filter(at -> rejection.seenAt().isBefore(at.plus(AFTERMATH)))
                .isPresent();
    }

    private static boolean checkedAfter(Statement statement, Rejection rejection) {
        return statement
                .checkedAt()
                .filter(at -> at.isAfter(rejection.seenAt()))
                .isPresent();
    }

    private boolean store(Instance before, Instance after) {
        boolean stored = instances.store(after).isPresent();
        if (stored) {
            journal.note(Entry.InstanceChanged.between(before, after));
        }
        return stored;
    }

    private void quarantine(Instance suspect, Client client, Rejection rejection) {
        if (store(suspect, suspect.withoutToken().with(new Registration.Quarantined(client, rejection)))) {
            events.publish(
                    new Event.CredentialsRejected(suspect.key(), client.id(), rejection.code(), clock.instant()));
            horizon.pass();
        }
    }
}
