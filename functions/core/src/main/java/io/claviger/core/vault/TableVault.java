package io.claviger.core.vault;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.storage.StorageFailure;
import java.util.Optional;

/**
 * The port to the vault in the table. It also tells which storage holds a key's credentials, because its writes are
 * conditional and its reads are consistent: an entry with a client is what counts, whatever Secrets Manager holds.
 *
 * <p>{@link #mark}, {@link #stage} and {@link #release} leave a mark without a meaning for readers. It lasts for a day, and makes a
 * slow {@link #create} of another process fail.
 */
public interface TableVault extends CredentialVault {

    /** What the table says about a key. */
    sealed interface Entry {
        /**
         * The table holds the credentials.
         *
         * @param credentials present, pending deletion or unreadable
         * @param alsoInSecretsManager whether a move has left a copy there, or may have
         */
        record Here(StoredCredentials credentials, boolean alsoInSecretsManager) implements Entry {}

        /** Secrets Manager holds the credentials, or is about to take them. */
        record Elsewhere(boolean staged) implements Entry {}

        /** Secrets Manager may hold credentials. */
        record None() implements Entry {}

        /** The table does not answer. */
        record Unknown(StorageFailure failure) implements Entry {}
    }

    Entry locate(InstanceKey key);

    /** Says that Secrets Manager takes the credentials. Refused if there is an entry. */
    WriteResult mark(InstanceKey key);

    /** Puts a copy beside what Secrets Manager holds; it does not count yet. Refused if the table holds credentials. */
    WriteResult stage(InstanceKey key, ClientWithSecret client);

    /** The staged copy; absent if there is none. */
    StoredCredentials staged(InstanceKey key);

    /** Makes the staged copy count, with the {@link #claim} of the copy that Secrets Manager has. Refused if it is not staged any more. */
    WriteResult commit(InstanceKey key, ClientId client);

    /** Takes a staged copy away. Refused if the table holds credentials. */
    WriteResult unstage(InstanceKey key);

    /** Gives the credentials up to Secrets Manager. Refused if the table does not hold this client, or is to delete it. */
    WriteResult release(InstanceKey key, ClientId client);

    /**
     * Begins to work on a copy in Secrets Manager of what the table holds, and notes that there may be one. Refused for two minutes
     * after another process began, and if the table holds no credentials or is to delete them.
     */
    WriteResult claim(InstanceKey key);

    /**
     * Notes that Secrets Manager has no copy any more.
     *
     * @return empty if that succeeded, or the table holds no credentials, or is to delete them
     */
    Optional<StorageFailure> unclaim(InstanceKey key);
}
