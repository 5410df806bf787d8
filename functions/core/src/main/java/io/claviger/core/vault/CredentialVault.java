package io.claviger.core.vault;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.storage.StorageFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * The port to the store of client credentials. Its first write for a key wins: that makes a credential exist once. A
 * failure of the store is a value, and says nothing about what the store holds.
 */
public interface CredentialVault {

    /** What the vault holds for a key. */
    sealed interface StoredCredentials {
        record Present(ClientWithSecret client) implements StoredCredentials {}

        /** Scheduled for deletion and still recoverable. */
        record PendingDeletion() implements StoredCredentials {}

        record Absent() implements StoredCredentials {}

        record Unreadable(StorageFailure failure) implements StoredCredentials {}
    }

    /** How a write ended. */
    sealed interface WriteResult {
        record Stored() implements WriteResult {}

        /** The vault holds another client, or none to replace; nothing is changed. */
        record Refused() implements WriteResult {}

        /** The write may have been carried out. */
        record Failed(StorageFailure failure) implements WriteResult {}

        static WriteResult of(boolean stored) {
            return stored ? new Stored() : new Refused();
        }
    }

    StoredCredentials find(InstanceKey key);

    /**
     * Stores a client for a key that has none. Refused if the vault holds another client for the key, or is about to
     * delete it.
     *
     * @param attemptId the same attempt may store the same client again; 32 to 64 characters
     */
    WriteResult create(InstanceKey key, ClientWithSecret client, String attemptId);

    /**
     * Stores a client in place of another. Refused if the vault no longer holds the other client.
     *
     * @param attemptId the same attempt may store the same client again; 32 to 64 characters
     * @param replaced the id of the other client
     */
    WriteResult replace(InstanceKey key, ClientWithSecret client, String attemptId, ClientId replaced);

    /**
     * Schedules deletion after the window; does nothing if there is nothing, or deletion is scheduled.
     *
     * @return empty if that succeeded
     */
    Optional<StorageFailure> discard(InstanceKey key, Duration recoveryWindow);

    /**
     * Cancels a {@link #discard}; does nothing if there was none.
     *
     * @return empty if that succeeded
     */
    Optional<StorageFailure> restore(InstanceKey key);

    /** What the vault holds for a key once a {@link #discard} is cancelled. */
    default StoredCredentials restoreAndFind(InstanceKey key) {
        return restore(key)
                .<StoredCredentials>map(StoredCredentials.Unreadable::new)
                .orElseGet(() -> find(key));
    }
}
