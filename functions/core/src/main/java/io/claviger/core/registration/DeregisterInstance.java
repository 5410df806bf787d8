package io.claviger.core.registration;

import io.claviger.core.instance.Client;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;
import io.claviger.core.ports.Signals;
import io.claviger.core.ports.Stores;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vending.CacheExpiryWait;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Takes an instance out of service. Its credentials can be restored during the recovery window. */
public final class DeregisterInstance {
    private final Instances instances;
    private final CredentialVault vault;
    private final EventPublisher events;
    private final Journal journal;
    private final CacheExpiryWait cacheExpiry;
    private final RegistrationPolicy policy;
    private final InstantSource clock;

    public DeregisterInstance(
            Stores stores,
            Signals signals,
            CacheExpiryWait cacheExpiry,
            RegistrationPolicy policy,
            InstantSource clock) {
        this.instances = stores.instances();
        this.vault = stores.vault();
        this.events = signals.eventPublisher();
        this.journal = signals.journal();
        this.cacheExpiry = cacheExpiry;
        this.policy = policy;
        this.clock = clock;
    }

    /** How a deregistration ended. */
    public sealed interface DeregisterResult {
        /**
         * No process hands out its token any more; its credentials are lost at {@code recoverableUntil}, which has passed if the
         * vault had lost them before.
         */
        record Deregistered(Instance instance, Instant recoverableUntil) implements DeregisterResult {}

        /** There is none, or it was deregistered before and the vault has deleted its credentials. */
        record NoSuchInstance() implements DeregisterResult {}

        /** It is being registered or deregistered, or another process changed it just now: ask again. */
        record InProgress() implements DeregisterResult {}

        /** The credentials are not scheduled for deletion; a call after this deregistration's lease does that. */
        record Unavailable(StorageFailure failure) implements DeregisterResult {}
    }

    public DeregisterResult deregister(InstanceKey key) {
        Optional<Instance> found = instances.find(key);
        if (found.isEmpty()) {
            return new DeregisterResult.NoSuchInstance();
        }
        return switch (found.get().registration()) {
            case Registration.Unregistered _ -> dismiss(found.get());
            case Registration.Attempt _ -> new DeregisterResult.InProgress();
            case Registration.Active(Client client) -> withdraw(found.get(), client);
            case Registration.Suspect(Client client, var _, var _) -> withdraw(found.get(), client);
            case Registration.Quarantined(Client client, var _) -> withdraw(found.get(), client);
            case Registration.Deregistered _
            when found.get().refreshState().leased(clock.instant()) -> new DeregisterResult.InProgress();
            case Registration.Deregistered(Client client, Instant _) -> again(found.get(), client);
        };
    }

    /** Its device's keys are all that there is of it, and nothing brings them back. */
    private DeregisterResult dismiss(Instance unregistered) {
        if (!instances.remove(unregistered)) {
            return new DeregisterResult.InProgress();
        }
        cacheExpiry.await();
        return new DeregisterResult.Deregistered(unregistered, clock.instant());
    }

    /** Cancels the deletion first: a second window is promised only for credentials that the vault still holds. */
    private DeregisterResult again(Instance deregistered, Client client) {
        return switch (vault.restoreAndFind(deregistered.key())) {
            case StoredCredentials.Present _, StoredCredentials.PendingDeletion _ -> withdraw(deregistered, client);
            case StoredCredentials.Absent _ -> new DeregisterResult.NoSuchInstance();
            case StoredCredentials.Unreadable(StorageFailure failure) -> new DeregisterResult.Unavailable(failure);
        };
    }

    /**
     * The lease keeps other processes from restoring or deregistering the instance before its credentials are
     * discarded.
     */
    private DeregisterResult withdraw(Instance instance, Client client) {
        Instant now = clock.instant();
        Instant recoverableUntil = now.plus(policy.recoveryWindow());
        Lease lease = new Lease("deregistration", now.plus(policy.lease()));
        Optional<Instance> withdrawn = instances.store(instance.withdrawn()
                .with(new Registration.Deregistered(client, recoverableUntil))
                .leasedTo(lease));
        if (withdrawn.isEmpty()) {
            return new DeregisterResult.InProgress();
        }
        if (!(instance.registration() instanceof Registration.Deregistered)) {
            journal.note(Entry.InstanceChanged.between(instance, withdrawn.get()));
        }
        return switch (vault.find(instance.key())) {
            case StoredCredentials.Unreadable(StorageFailure failure) -> new DeregisterResult.Unavailable(failure);
            case StoredCredentials.Absent _ -> forget(withdrawn.get(), client);
            case StoredCredentials.Present _, StoredCredentials.PendingDeletion _ ->
                discard(withdrawn.get(), lease).orElseGet(() -> confirm(withdrawn.get(), client, recoverableUntil));
        };
    }

    /** The credentials are gone: no restoration is promised, and the next registration begins anew. */
    private DeregisterResult forget(Instance withdrawn, Client client) {
        Instant now = clock.instant();
        return instances.remove(withdrawn)
                ? confirm(withdrawn.with(new Registration.Deregistered(client, now)), client, now)
                : new DeregisterResult.InProgress();
    }

    private DeregisterResult confirm(Instance withdrawn, Client client, Instant recoverableUntil) {
        events.publish(new Event.InstanceDeregistered(withdrawn.key(), client.id(), clock.instant()));
        cacheExpiry.await();
        return new DeregisterResult.Deregistered(withdrawn, recoverableUntil);
    }

    /** Empty if the credentials await deletion and the instance is still deregistered. */
    private Optional<DeregisterResult> discard(Instance withdrawn, Lease lease) {
        // An earlier discard, by a process that died or by a repeated call, would end the window too soon.
        Optional<StorageFailure> notRestored = vault.restore(withdrawn.key());
        if (notRestored.isPresent()) {
            return notRestored.map(DeregisterResult.Unavailable::new);
        }
        if (!clock.instant().isBefore(lease.until().minus(policy.lease().dividedBy(2)))) {
            return Optional.of(new DeregisterResult.InProgress());
        }
        Optional<StorageFailure> notDiscarded = vault.discard(withdrawn.key(), policy.recoveryWindow());
        if (notDiscarded.isPresent()) {
            return notDiscarded.map(DeregisterResult.Unavailable::new);
        }
        if (instances.store(withdrawn.released()).isPresent() || !cameBack(withdrawn.key())) {
            return Optional.empty();
        }
        return vault.restore(withdrawn.key())
                .<DeregisterResult>map(DeregisterResult.Unavailable::new)
                .or(() -> Optional.of(new DeregisterResult.InProgress()));
    }

    /** Whether another process restored the instance because the lease ended before the credentials were discarded. */
    private boolean cameBack(InstanceKey key) {
        return instances
                .find(key)
                .filter(instance -> !(instance.registration() instanceof Registration.Deregistered))
                .isPresent();
    }
}
