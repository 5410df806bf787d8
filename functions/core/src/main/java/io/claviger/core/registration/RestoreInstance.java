package io.claviger.core.registration;

import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import java.time.InstantSource;
import java.util.Optional;

/** Restores a deregistered instance with its credentials while the recovery window is open. */
public final class RestoreInstance {
    private final Instances instances;
    private final CredentialVault vault;
    private final EventPublisher events;
    private final Journal journal;
    private final InstantSource clock;

    public RestoreInstance(
            Instances instances, CredentialVault vault, EventPublisher events, Journal journal, InstantSource clock) {
        this.instances = instances;
        this.vault = vault;
        this.events = events;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * For a registered instance, this only cancels a deletion of its credentials.
     *
     * @return {@link RegisterResult.CredentialsLost} if a registered instance has no credentials in the vault
     */
    public RegisterResult restore(InstanceKey key) {
        Optional<Instance> found = instances.find(key);
        if (found.isEmpty()) {
            return new RegisterResult.NoSuchInstance();
        }
        return switch (found.get().registration()) {
            case Registration.Attempt _ -> new RegisterResult.InProgress();
            case Registration.Active _, Registration.Suspect _, Registration.Quarantined _ -> recovered(found.get());
            case Registration.Deregistered _
            when found.get().refreshState().leased(clock.instant()) -> new RegisterResult.InProgress();
            case Registration.Deregistered(Client client, var _) -> {
                Optional<RegisterResult> trouble = recover(key).or(() -> gone(key));
                yield trouble.orElseGet(() -> activate(found.get(), client));
            }
        };
    }

    private RegisterResult recovered(Instance instance) {
        return recover(instance.key())
                .or(() -> lost(instance))
                .orElseGet(() -> new RegisterResult.AlreadyThere(instance));
    }

    private Optional<RegisterResult> lost(Instance instance) {
        return switch (vault.find(instance.key())) {
            case StoredCredentials.Absent _ ->
                instance.clientMayBeInvisible(clock.instant())
                        ? Optional.empty()
                        : Optional.of(new RegisterResult.CredentialsLost());
            case StoredCredentials.Present _, StoredCredentials.PendingDeletion _ -> Optional.empty();
            case StoredCredentials.Unreadable(StorageFailure failure) -> Optional.of(unavailable(failure));
        };
    }

    private Optional<RegisterResult> recover(InstanceKey key) {
        return vault.restore(key).map(this::unavailable);
    }

    /** The vault's clock decides when the window closes. */
    private Optional<RegisterResult> gone(InstanceKey key) {
        return switch (vault.find(key)) {
            case StoredCredentials.Present _, StoredCredentials.PendingDeletion _ -> Optional.empty();
            case StoredCredentials.Absent _ -> Optional.of(new RegisterResult.NoSuchInstance());
            case StoredCredentials.Unreadable(StorageFailure failure) -> Optional.of(unavailable(failure));
        };
    }

    private RegisterResult unavailable(StorageFailure failure) {
        return new RegisterResult.Unavailable(new CallFailure.Storage(failure), clock.instant());
    }

    private RegisterResult activate(Instance deregistered, Client client) {
        Optional<Instance> active = instances.store(deregistered.activated(client));
        if (active.isEmpty()) {
            return new RegisterResult.InProgress();
        }
        journal.note(Entry.InstanceChanged.between(deregistered, active.get()));
        events.publish(new Event.InstanceRegistered(deregistered.key(), client.id(), clock.instant()));
        return new RegisterResult.AlreadyThere(active.get());
    }
}
