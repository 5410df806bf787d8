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
            case Registration.Unregistered _ -> new RegisterResult.NoSuchInstance();
            case Registration.Attempt _ -> new RegisterResult.InProgress();
            case Registration.Active _, Registration.Suspect _, Registration.Quarantined _ ->
                cancelDeletion(found.get());
            case Registration.Deregistered _
            when found.get().refreshState().leased(clock.instant()) -> new RegisterResult.InProgress();
            case Registration.Deregistered(Client client, var _) -> bringBack(found.get(), client);
        };
    }

    private RegisterResult cancelDeletion(Instance registered) {
        return switch (vault.restoreAndFind(registered.key())) {
            case StoredCredentials.Absent _
            when !registered.clientMayBeInvisible(clock.instant()) -> new RegisterResult.CredentialsLost();
            case StoredCredentials.Present _, StoredCredentials.PendingDeletion _, StoredCredentials.Absent _ ->
                new RegisterResult.AlreadyThere(registered);
            case StoredCredentials.Unreadable(StorageFailure failure) -> unavailable(failure);
        };
    }

    /** The vault's clock decides when the window closes. */
    private RegisterResult bringBack(Instance deregistered, Client client) {
        return switch (vault.restoreAndFind(deregistered.key())) {
            case StoredCredentials.Present _, StoredCredentials.PendingDeletion _ -> activate(deregistered, client);
            case StoredCredentials.Absent _ -> new RegisterResult.NoSuchInstance();
            case StoredCredentials.Unreadable(StorageFailure failure) -> unavailable(failure);
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
