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
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vault.VaultUnavailable;
import io.claviger.core.vending.CacheExpiryWait;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Takes an instance out of service. Its credentials can be brought back during the recovery window. */
public final class DeregisterInstance {
    private final Instances instances;
    private final CredentialVault vault;
    private final EventPublisher events;
    private final Journal journal;
    private final CacheExpiryWait horizon;
    private final RegistrationPolicy policy;
    private final InstantSource clock;

    public DeregisterInstance(
            Stores stores, Signals signals, CacheExpiryWait horizon, RegistrationPolicy policy, InstantSource clock) {
        this.instances = stores.instances();
        this.vault = stores.vault();
        this.events = signals.eventPublisher();
        this.journal = signals.journal();
        this.horizon = horizon;
        this.policy = policy;
        this.clock = clock;
    }

    /** How it ended. */
    public sealed interface DeregisterResult {
        /** Nothing hands out its token any more; {@code recoverableUntil} is when its credentials are lost. */
        record Deregistered(Instance instance, Instant recoverableUntil) implements DeregisterResult {}

        /** There is none, or it was deregistered before and the vault has deleted its credentials since. */
        record NoSuchInstance() implements DeregisterResult {}

        /** It is being registered or deregistered, or somebody else changed it just now: ask again. */
        record InProgress() implements DeregisterResult {}
    }

    /**
     * @throws VaultUnavailable if the credentials could not be scheduled for deletion; asking again does it, once the lease of
     *     this deregistration has run out
     */
    public DeregisterResult deregister(InstanceKey key) {
        Optional<Instance> found = instances.read(key).instance();
        if (found.isEmpty()) {
            return new DeregisterResult.NoSuchInstance();
        }
        return switch (found.get().registration()) {
            case Registration.Attempt _ -> new DeregisterResult.InProgress();
            case Registration.Active(Client client) -> withdraw(found.get(), client);
            case Registration.Suspect(Client client, var _, var _) -> withdraw(found.get(), client);
            case Registration.Quarantined(Client client, var _) -> withdraw(found.get(), client);
            case Registration.Deregistered _
            when found.get().refreshState().leased(clock.instant()) -> new DeregisterResult.InProgress();
            case Registration.Deregistered(Client client, Instant _) -> again(found.get(), client);
        };
    }

    /** No second window is promised before the credentials are known to be there, and not about to be deleted. */
    private DeregisterResult again(Instance deregistered, Client client) {
        vault.restore(deregistered.key());
        return vault.find(deregistered.key()) instanceof StoredCredentials.Absent
                ? new DeregisterResult.NoSuchInstance()
                : withdraw(deregistered, client);
    }

    /**
     * While the lease lasts nobody restores the instance, or begins to deregister it again and is done before: what is discarded
     * then is discarded for an instance that is gone.
     */
    private DeregisterResult withdraw(Instance instance, Client client) {
        Instant now = clock.instant();
        Instant recoverableUntil = now.plus(policy.recoveryWindow());
        Lease lease = new Lease("deregistration", now.plus(policy.lease()));
        Optional<Instance> withdrawn = instances.store(instance.withoutToken()
                .with(new Registration.Deregistered(client, recoverableUntil))
                .leasedTo(lease));
        if (withdrawn.isEmpty()) {
            return new DeregisterResult.InProgress();
        }
        if (!(instance.registration() instanceof Registration.Deregistered)) {
            journal.note(Entry.InstanceChanged.between(instance, withdrawn.get()));
        }
        // An earlier discarding that its process died over, or that is repeated, would end the window too soon.
        vault.restore(instance.key());
        if (!clock.instant().isBefore(lease.until().minus(policy.lease().dividedBy(2)))) {
            return new DeregisterResult.InProgress();
        }
        vault.discard(instance.key(), policy.recoveryWindow());
        if (instances.store(withdrawn.get().released()).isEmpty() && cameBack(instance.key())) {
            vault.restore(instance.key());
            return new DeregisterResult.InProgress();
        }
        events.publish(new Event.InstanceDeregistered(instance.key(), client.id(), now));
        horizon.pass();
        return new DeregisterResult.Deregistered(withdrawn.get(), recoverableUntil);
    }

    /** Whether the lease ran out before the credentials were discarded, and somebody restored the instance. */
    private boolean cameBack(InstanceKey key) {
        return instances
                .read(key)
                .instance()
                .filter(instance -> !(instance.registration() instanceof Registration.Deregistered))
                .isPresent();
    }
}
