package io.claviger.core.registration;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vault.VaultUnavailable;
import java.time.InstantSource;
import java.util.Optional;

/** Brings a deregistered instance back, with the very credentials it had, while the recovery window is open. */
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

    /** Restoring an instance that is registered makes sure, too, that its credentials are not about to be deleted. */
    public RegisterResult restore(InstanceKey key) {
        Optional<Instance> found = instances.read(key).instance();
        if (found.isEmpty()) {
            return new RegisterResult.NoSuchInstance();
        }
        return switch (found.get().registration()) {
            case Registration.Attempt _ -> new RegisterResult.InProgress();
            case Registration.Active _, Registration.Suspect _, Registration.Quarantined _ -> {
                Optional<RegisterResult> trouble = recover(key);
                yield trouble.orElseGet(() -> new RegisterResult.AlreadyThere(found.get()));
            }
            case Registration.Deregistered _
            when found.get().refreshState().leased(clock.instant()) -> new RegisterResult.InProgress();
            case Registration.Deregistered(Client client, var _) -> {
                Optional<RegisterResult> trouble = recover(key).or(() -> gone(key));
                yield trouble.orElseGet(() -> activate(found.get(), client));
            }
        };
    }

    private Optional<RegisterResult> recover(InstanceKey key) {
        try {
            vault.restore(key);
            return Optional.empty();
        } catch (VaultUnavailable _) {
            return Optional.of(unavailable());
        }
    }

    /** The window closes by Secrets Manager's clock, not by ours. */
    private Optional<RegisterResult> gone(InstanceKey key) {
        try {
            return vault.find(key) instanceof StoredCredentials.Absent
                    ? Optional.of(new RegisterResult.NoSuchInstance())
                    : Optional.empty();
        } catch (VaultUnavailable _) {
            return Optional.of(unavailable());
        }
    }

    private RegisterResult unavailable() {
        return new RegisterResult.Unavailable(Failure.Unavailable.unsent("vault_unavailable"), clock.instant());
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
