package io.claviger.core.vault;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.vault.TableVault.Entry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One vault of two storages, while {@link MoveCredentials} moves credentials between them. Credentials stay where they
 * are; new ones go to the target.
 *
 * <p>The table's entry decides, and is read first. A write to Secrets Manager reads it again afterwards, because a move writes to
 * the table before it looks whether anything has changed: one of the two notices the other.
 */
public final class TwoStorageVault implements CredentialVault {
    private final CredentialVault secrets;
    private final TableVault table;
    private final CredentialStorage target;

    public TwoStorageVault(CredentialStorages storages) {
        this.secrets = storages.secretsManager();
        this.table = storages.table();
        this.target = storages.target();
    }

    @Override
    public StoredCredentials find(InstanceKey key) {
        return switch (table.locate(key)) {
            case Entry.Here(StoredCredentials credentials, var _) -> credentials;
            case Entry.Elsewhere _, Entry.None _ -> findInSecretsManager(key);
            case Entry.Unknown(StorageFailure failure) -> new StoredCredentials.Unreadable(failure);
        };
    }

    private StoredCredentials findInSecretsManager(InstanceKey key) {
        StoredCredentials found = secrets.find(key);
        return switch (found) {
            case StoredCredentials.Present _, StoredCredentials.Unreadable _ -> found;
            case StoredCredentials.PendingDeletion _, StoredCredentials.Absent _ ->
                switch (table.locate(key)) {
                    case Entry.Here(StoredCredentials moved, var _) -> moved;
                    case Entry.Elsewhere _, Entry.None _ -> found;
                    case Entry.Unknown(StorageFailure failure) -> new StoredCredentials.Unreadable(failure);
                };
        };
    }

    /**
     * Writes before it reads: until then, only this process has the client. Secrets Manager's first write wins if the table has no
     * entry; the mark makes a slow write to the table fail.
     */
    @Override
    public WriteResult create(InstanceKey key, ClientWithSecret client, String attemptId) {
        Supplier<WriteResult> inTable = () -> table.create(key, client, attemptId);
        Supplier<WriteResult> inSecretsManager =
                () -> ifStored(secrets.create(key, client, attemptId), stored -> switch (table.mark(key)) {
                    case WriteResult.Stored _ -> stored;
                    case WriteResult.Refused _ -> unlessMoved(key, stored, inTable);
                    case WriteResult.Failed failed -> failed;
                });
        return write(key, inTable, inSecretsManager);
    }

    @Override
    public WriteResult replace(InstanceKey key, ClientWithSecret client, String attemptId, ClientId replaced) {
        Supplier<WriteResult> inTable = () -> table.replace(key, client, attemptId, replaced);
        Supplier<WriteResult> inSecretsManager = () -> ifStored(
                secrets.replace(key, client, attemptId, replaced), stored -> unlessMoved(key, stored, inTable));
        return write(key, inTable, inSecretsManager);
    }

    private static WriteResult ifStored(WriteResult written, UnaryOperator<WriteResult> next) {
        return written instanceof WriteResult.Stored ? next.apply(written) : written;
    }

    /** Writes to the target. Its refusal counts only if the credentials are there. */
    private WriteResult write(InstanceKey key, Supplier<WriteResult> inTable, Supplier<WriteResult> inSecretsManager) {
        boolean toTable = target == CredentialStorage.TABLE;
        WriteResult written = toTable ? inTable.get() : inSecretsManager.get();
        if (!(written instanceof WriteResult.Refused)) {
            return written;
        }
        return switch (table.locate(key)) {
            case Entry.Here _ -> toTable ? written : inTable.get();
            case Entry.Elsewhere _, Entry.None _ -> toTable ? inSecretsManager.get() : written;
            case Entry.Unknown(StorageFailure failure) -> new WriteResult.Failed(failure);
        };
    }

    /** A write to Secrets Manager counts only if no move to the table may have read what was there before. */
    private WriteResult unlessMoved(InstanceKey key, WriteResult written, Supplier<WriteResult> inTable) {
        return switch (table.locate(key)) {
            case Entry.Here _ -> moved(key, inTable);
            case Entry.Elsewhere(boolean staged)
            when staged ->
                switch (table.unstage(key)) {
                    case WriteResult.Stored _ -> written;
                    case WriteResult.Refused _ -> moved(key, inTable);
                    case WriteResult.Failed failed -> failed;
                };
            case Entry.Elsewhere _, Entry.None _ -> written;
            case Entry.Unknown(StorageFailure failure) -> new WriteResult.Failed(failure);
        };
    }

    /** Writes where it counts, and notes for the next move that Secrets Manager may have a copy. */
    private WriteResult moved(InstanceKey key, Supplier<WriteResult> inTable) {
        return table.claim(key) instanceof WriteResult.Failed failed ? failed : inTable.get();
    }

    @Override
    public Optional<StorageFailure> discard(InstanceKey key, Duration recoveryWindow) {
        return change(key, vault -> vault.discard(key, recoveryWindow), true);
    }

    @Override
    public Optional<StorageFailure> restore(InstanceKey key) {
        return change(key, vault -> vault.restore(key), false);
    }

    /** A change of the deletion that is pending. */
    @FunctionalInterface
    private interface Change {
        Optional<StorageFailure> in(CredentialVault vault);
    }

    /** @param ofCopies whether the change is for a copy in Secrets Manager, too, which a move has left there */
    private Optional<StorageFailure> change(InstanceKey key, Change change, boolean ofCopies) {
        return switch (table.locate(key)) {
            case Entry.Here(var _, boolean copied) ->
                change.in(table).or(() -> copied && ofCopies ? change.in(secrets) : changeIfReleased(key, change));
            case Entry.Elsewhere _, Entry.None _ -> change.in(secrets).or(() -> changeIfMoved(key, change));
            case Entry.Unknown(StorageFailure failure) -> Optional.of(failure);
        };
    }

    private Optional<StorageFailure> changeIfReleased(InstanceKey key, Change change) {
        return switch (table.locate(key)) {
            case Entry.Here _ -> Optional.empty();
            case Entry.Elsewhere _, Entry.None _ -> change.in(secrets);
            case Entry.Unknown(StorageFailure failure) -> Optional.of(failure);
        };
    }

    private Optional<StorageFailure> changeIfMoved(InstanceKey key, Change change) {
        return switch (unlessMoved(key, new WriteResult.Stored(), WriteResult.Refused::new)) {
            case WriteResult.Stored _ -> Optional.empty();
            case WriteResult.Refused _ -> change.in(table);
            case WriteResult.Failed(StorageFailure failure) -> Optional.of(failure);
        };
    }

    /** Where a key's credentials are, if it has any. */
    public Optional<CredentialStorage> storageOf(InstanceKey key) {
        return switch (table.locate(key)) {
            case Entry.Here _ -> Optional.of(CredentialStorage.TABLE);
            case Entry.Elsewhere _, Entry.None _ -> Optional.of(CredentialStorage.SECRETS_MANAGER);
            case Entry.Unknown _ -> Optional.empty();
        };
    }
}
