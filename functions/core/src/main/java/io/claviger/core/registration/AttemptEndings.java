package io.claviger.core.registration;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.instance.Rejection;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.refresh.CoolDown;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Writes down how an attempt ended; only for whoever still owns it. */
final class AttemptEndings {
    private final Instances instances;
    private final Journal journal;
    private final CoolDown coolDown;
    private final InstantSource clock;

    AttemptEndings(Instances instances, Journal journal, CoolDown coolDown, InstantSource clock) {
        this.instances = instances;
        this.journal = journal;
        this.coolDown = coolDown;
        this.clock = clock;
    }

    Ending activated(InstanceKey key, Attempt attempt, ClientRegistration client) {
        return instances
                .update(key, current -> own(current, attempt).map(_ -> current.activated(client.client())))
                .<Ending>map(activated -> {
                    changed(attempt, activated);
                    return new Ending.Activated(activated);
                })
                .orElseGet(Ending.Superseded::new);
    }

    Ending salvaged(InstanceKey key, Attempt attempt, ClientRegistration client) {
        Optional<Instance> salvaged = instances.update(
                key, current -> own(current, attempt).map(mine -> current.with(mine.salvaging(client))));
        if (salvaged.isEmpty()) {
            journal.note(new Entry.ClientLeftBehind(key, client.credentials().clientId()));
            return new Ending.Superseded();
        }
        journal.note(new Entry.ClientSalvaged(key, client.credentials().clientId()));
        return new Ending.Failed(new Failure.Unavailable("vault_unavailable"), clock.instant());
    }

    /**
     * A new instance was never there. One that had a client is put back to where it was; in quarantine, if whoever knew where
     * that was died.
     */
    void refused(Instance attempting, Attempt attempt, Optional<Instance> before) {
        if (attempt.replaces().isPresent()) {
            Rejection rejection = new Rejection("registration_refused", clock.instant());
            Registration quarantined =
                    new Registration.Quarantined(attempt.replaces().get(), rejection);
            instances
                    .update(
                            attempting.key(),
                            current -> own(current, attempt)
                                    .map(_ -> before.map(current::putBack).orElseGet(() -> current.with(quarantined))))
                    .ifPresent(after -> changed(attempt, after));
        } else {
            instances.remove(attempting);
        }
    }

    /** A canary that comes to nothing was never there. */
    Ending failed(Instance attempting, Attempt attempt, Failure failure) {
        if (attempting.key().isCanary() && attempt.salvaged().isEmpty()) {
            refused(attempting, attempt, Optional.empty());
        }
        Instant retryAt =
                clock.instant().plus(coolDown.after(attempting.refreshState().failures()));
        instances.update(
                attempting.key(),
                current -> own(current, attempt)
                        .map(mine -> current.with(mine.givenUp()).failed(failure, retryAt)));
        return new Ending.Failed(failure, retryAt);
    }

    private void changed(Attempt attempt, Instance after) {
        journal.note(new Entry.InstanceChanged(
                after.key(), attempt.status(), after.registration().status()));
    }

    private static Optional<Attempt> own(Instance current, Attempt attempt) {
        return switch (current.registration()) {
            case Attempt stored when stored.attemptId().equals(attempt.attemptId()) -> Optional.of(stored);
            case Attempt _,
                    Registration.Active _,
                    Registration.Suspect _,
                    Registration.Quarantined _,
                    Registration.Deregistered _ -> Optional.empty();
        };
    }
}
