package io.claviger.core.vault;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.InstanceKey;
import java.time.Duration;

/**
 * The port to where client credentials are kept. Its first write for a key wins; that is what makes a credential exist once.
 * Failures of the vault itself are {@link VaultUnavailable}.
 */
public interface CredentialVault {

    /** What the vault has for a key. */
    sealed interface StoredCredentials {
        record Present(ClientRegistration client) implements StoredCredentials {}

        /** Scheduled for deletion and still recoverable. */
        record PendingDeletion() implements StoredCredentials {}

        record Absent() implements StoredCredentials {}
    }

    StoredCredentials find(InstanceKey key);

    /**
     * Keeps a client where there is none.
     *
     * @param attemptId the same attempt may store the same client again; 32 to 64 characters
     * @return false if the vault holds, or is about to delete, another client for this key; then nothing is changed
     */
    boolean create(InstanceKey key, ClientRegistration client, String attemptId);

    /**
     * Keeps a client in place of the one with the id {@code replaced}.
     *
     * @param attemptId the same attempt may store the same client again; 32 to 64 characters
     * @return false if the vault no longer holds the client to be replaced; then nothing is changed
     */
    boolean replace(InstanceKey key, ClientRegistration client, String attemptId, ClientId replaced);

    /** Schedules deletion after the window; does nothing where there is nothing, or it is scheduled already. */
    void discard(InstanceKey key, Duration recoveryWindow);

    /** Takes back a {@link #discard}; does nothing where none was made. */
    void restore(InstanceKey key);
}
