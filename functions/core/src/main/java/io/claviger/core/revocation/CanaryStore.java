package io.claviger.core.revocation;

import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Active;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.instance.Registration.Deregistered;
import io.claviger.core.instance.Registration.Quarantined;
import io.claviger.core.instance.Registration.Suspect;
import io.claviger.core.instance.Registration.Unregistered;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.ports.Stores;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vault.CredentialVault.WriteResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Keeps a canary: in the vault, or sealed with its item until the next check stores it. */
final class CanaryStore {
    private final Instances instances;
    private final CredentialVault vault;
    private final Journal journal;
    private final InstantSource clock;

    CanaryStore(Stores stores, Journal journal, InstantSource clock) {
        this.instances = stores.instances();
        this.vault = stores.vault();
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Finds a canary, and repairs its item. A secret that waits for its deletion is restored, because its name cannot be
     * used again before.
     *
     * @return empty if the canary is lost
     * @throws RuntimeException if the vault fails: then nothing is known
     */
    Optional<ClientWithSecret> find(InstanceKey key) {
        return switch (findOrRestore(key)) {
            case StoredCredentials.Present(ClientWithSecret client) -> {
                activate(key, client);
                yield Optional.of(client);
            }
            case StoredCredentials.PendingDeletion _, StoredCredentials.Absent _ -> storeSalvaged(key);
            case StoredCredentials.Unreadable(StorageFailure failure) -> throw failure.asException();
        };
    }

    /** Whether a canary that was not found is gone for good, instead of not visible yet. */
    boolean isLost(InstanceKey key) {
        return instances
                .find(key)
                .filter(canary -> canary.clientMayBeInvisible(clock.instant()))
                .isEmpty();
    }

    /** @throws RuntimeException if a canary that the vault does not take could not be sealed with its item */
    void proveThatItCanBeKept() {
        Optional<StorageFailure> unsealed = instances.sealSample();
        if (unsealed.isPresent()) {
            throw unsealed.get().asException();
        }
    }

    /**
     * Ends what a store of the application left behind when it died or was refused, before a new canary is registered: that
     * one proves the redirect URI of its own registration alone.
     */
    void takeOver(InstanceKey key, String attemptId, Optional<RedirectUri> redirectUri) {
        noteDeadAttempt(key);
        instances.update(
                key,
                canary -> ended(canary.registration(), attemptId)
                        .map(attempt -> canary.attempting(attempt, canary.statement(), redirectUri, canary.device())));
    }

    private Optional<Attempt> ended(Registration registration, String attemptId) {
        return switch (registration) {
            case Attempt attempt ->
                Optional.of(attempt.takenOver(attemptId, Instant.EPOCH))
                        .filter(_ -> !clock.instant().isBefore(attempt.leaseUntil()));
            case Quarantined(Client client, var _) ->
                Optional.of(new Attempt(attemptId, Instant.EPOCH, Optional.empty(), Optional.of(client)));
            case Unregistered _, Active _, Suspect _, Deregistered _ -> Optional.empty();
        };
    }

    /** A process that died while it stored the application may have asked Adobe for a canary, too. */
    private void noteDeadAttempt(InstanceKey key) {
        instances
                .find(key)
                .map(Instance::registration)
                .filter(dead -> dead instanceof Attempt attempt && attempt.endsUnknown())
                .map(Attempt.class::cast)
                .ifPresent(dead ->
                        journal.note(new Entry.ClientPossiblyLeftBehind(key, dead.attemptId(), "attempt_died")));
    }

    /**
     * Stores a new canary in place of a lost one.
     *
     * @return false if the vault holds another one
     * @throws RuntimeException if the vault fails; the next check stores the canary
     */
    boolean create(InstanceKey key, ClientWithSecret fresh, String attemptId) {
        WriteResult written = vault.create(key, fresh, attemptId);
        if (written instanceof WriteResult.Failed) {
            salvage(key, fresh, attemptId);
        }
        return stored(written, key, fresh);
    }

    /**
     * Stores a new canary in place of a refused one.
     *
     * @return false if the vault holds neither
     * @throws RuntimeException if the vault fails
     */
    boolean replace(InstanceKey key, ClientWithSecret fresh, String attemptId, ClientWithSecret refused) {
        WriteResult written =
                vault.replace(key, fresh, attemptId, refused.credentials().clientId());
        if (written instanceof WriteResult.Failed) {
            noteLeftBehind(key, fresh);
        }
        return stored(written, key, fresh);
    }

    private StoredCredentials findOrRestore(InstanceKey key) {
        StoredCredentials found = vault.find(key);
        return found instanceof StoredCredentials.PendingDeletion ? vault.restoreAndFind(key) : found;
    }

    private Optional<ClientWithSecret> storeSalvaged(InstanceKey key) {
        return instances
                .find(key)
                .flatMap(canary -> canary.registration() instanceof Attempt attempt
                        ? attempt.toStore()
                                .filter(client -> stored(vault.create(key, client, attempt.attemptId()), key, client))
                        : Optional.empty());
    }

    private boolean stored(WriteResult written, InstanceKey key, ClientWithSecret client) {
        return switch (written) {
            case WriteResult.Stored _ -> {
                activate(key, client);
                yield true;
            }
            case WriteResult.Refused _ -> {
                noteLeftBehind(key, client);
                yield false;
            }
            case WriteResult.Failed(StorageFailure failure) -> throw failure.asException();
        };
    }

    private void activate(InstanceKey key, ClientWithSecret client) {
        Registration active = new Active(client.client());
        instances.update(
                key,
                canary -> canary.registration().equals(active) || hasUnprovedRedirectUri(canary, client)
                        ? Optional.empty()
                        : Optional.of(canary.with(active)));
    }

    /** Then a store of its application proved nothing: it died, or Adobe refused. The next store proves its own. */
    private static boolean hasUnprovedRedirectUri(Instance canary, ClientWithSecret old) {
        return switch (canary.registration()) {
            case Attempt attempt -> attempt.replaces().equals(Optional.of(old.client()));
            case Quarantined(Client client, var _) -> client.equals(old.client());
            case Unregistered _, Active _, Suspect _, Deregistered _ -> false;
        };
    }

    private void salvage(InstanceKey key, ClientWithSecret client, String attemptId) {
        Attempt salvaging = new Attempt(attemptId, Instant.EPOCH, Optional.of(client), Optional.empty());
        if (instances.update(key, canary -> Optional.of(canary.with(salvaging))).isPresent()) {
            journal.note(new Entry.ClientSalvaged(key, client.credentials().clientId()));
        } else {
            noteLeftBehind(key, client);
        }
    }

    private void noteLeftBehind(InstanceKey key, ClientWithSecret client) {
        journal.note(new Entry.ClientLeftBehind(key, client.credentials().clientId()));
    }
}
