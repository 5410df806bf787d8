package io.claviger.core.vault;

import io.claviger.core.Deadline;
import io.claviger.core.Identifiers;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vault.CredentialVault.WriteResult;
import io.claviger.core.vault.TableVault.Entry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Moves an instance's credentials to the storage that the deployment names, while everything else goes on. The old copy
 * is discarded after the new one was read back. A move that died is finished by the next one.
 */
public final class MoveCredentials {
    /** A dozen calls to AWS, some of them repeated. A move that is cut off is finished by the next one. */
    private static final Duration MAX_MOVE = Duration.ofSeconds(10);

    private final Instances instances;
    private final CredentialVault secrets;
    private final TableVault table;
    private final CredentialStorage target;
    private final Duration recoveryWindow;
    private final Identifiers identifiers;
    private final Deadline deadline;

    /** @param recoveryWindow how long Secrets Manager can restore a copy that was moved to the table: 7 to 30 days */
    public MoveCredentials(
            Instances instances,
            CredentialStorages storages,
            Duration recoveryWindow,
            Identifiers identifiers,
            Deadline deadline) {
        this.instances = instances;
        this.secrets = storages.secretsManager();
        this.table = storages.table();
        this.target = storages.target();
        this.recoveryWindow = recoveryWindow;
        this.identifiers = identifiers;
        this.deadline = deadline;
    }

    /** How a move ended. */
    public sealed interface MoveResult {
        record Moved() implements MoveResult {}

        /** They are to be moved: what a look says. */
        record ToMove() implements MoveResult {}

        /** The target had them before. */
        record AlreadyThere() implements MoveResult {}

        /** The instance is not registered: new credentials go to the target, and deregistered ones stay. */
        record NothingToMove() implements MoveResult {}

        /** Something changes the credentials just now: move them later. */
        record Busy() implements MoveResult {}

        /** The credentials can be used as before; move them later. */
        record Failed(StorageFailure failure) implements MoveResult {}
    }

    /** Where new credentials go. */
    public CredentialStorage target() {
        return target;
    }

    /** What a move would do; changes nothing. */
    public MoveResult look(Instance instance) {
        if (!isRegistered(instance.registration())) {
            return notNow(Optional.of(instance.registration()));
        }
        return switch (table.locate(instance.key())) {
            case Entry.Here(var _, boolean copied) -> there(target == CredentialStorage.TABLE && !copied);
            case Entry.Elsewhere _, Entry.None _ -> there(target == CredentialStorage.SECRETS_MANAGER);
            case Entry.Unknown(StorageFailure failure) -> new MoveResult.Failed(failure);
        };
    }

    private static MoveResult there(boolean there) {
        return there ? new MoveResult.AlreadyThere() : new MoveResult.ToMove();
    }

    /** Begins nothing that the invocation's end may interrupt. */
    public MoveResult move(InstanceKey key) {
        if (deadline.left().compareTo(MAX_MOVE) < 0) {
            return new MoveResult.Busy();
        }
        return switch (target) {
            case TABLE -> toTable(key);
            case SECRETS_MANAGER -> toSecretsManager(key);
        };
    }

    private MoveResult toTable(InstanceKey key) {
        return switch (table.locate(key)) {
            case Entry.Here(var _, boolean copied) -> copied ? discardLeftCopy(key) : new MoveResult.AlreadyThere();
            case Entry.Elsewhere _, Entry.None _ -> copyToTable(key);
            case Entry.Unknown(StorageFailure failure) -> new MoveResult.Failed(failure);
        };
    }

    private MoveResult copyToTable(InstanceKey key) {
        Optional<Registration> before = registration(key);
        if (!before.map(MoveCredentials::isRegistered).orElse(false)) {
            return notNow(before);
        }
        return switch (secrets.find(key)) {
            case StoredCredentials.Present(ClientWithSecret client)
            when before.get().has(client.credentials().clientId()) -> copyToTable(key, client, before.get());
            case StoredCredentials.Present _ -> new MoveResult.Busy();
            case StoredCredentials.PendingDeletion _, StoredCredentials.Absent _ -> new MoveResult.NothingToMove();
            case StoredCredentials.Unreadable(StorageFailure failure) -> new MoveResult.Failed(failure);
        };
    }

    private MoveResult copyToTable(InstanceKey key, ClientWithSecret client, Registration before) {
        return ifDone(table.stage(key, client), () -> {
            if (!isReadBack(table.staged(key), client)) {
                return notReadBack(key);
            }
            // What replaces or discards credentials changes the registration first. If it begins later, it finds the
            // copy in the table.
            return registration(key).equals(Optional.of(before))
                    ? ifDone(table.commit(key, client.credentials().clientId()), () -> discardCopy(key))
                    : new MoveResult.Busy();
        });
    }

    /** Of a move that died after its commit. */
    private MoveResult discardLeftCopy(InstanceKey key) {
        return ifDone(table.claim(key), () -> discardCopy(key));
    }

    private MoveResult discardCopy(InstanceKey key) {
        return secrets.discard(key, recoveryWindow)
                .or(() -> table.unclaim(key))
                .<MoveResult>map(MoveResult.Failed::new)
                .orElseGet(MoveResult.Moved::new);
    }

    private MoveResult toSecretsManager(InstanceKey key) {
        return switch (table.locate(key)) {
            case Entry.Here(StoredCredentials.Present(ClientWithSecret client), var _) ->
                copyToSecretsManager(key, client);
            case Entry.Here(StoredCredentials.Unreadable(StorageFailure failure), var _) ->
                new MoveResult.Failed(failure);
            case Entry.Here _ -> new MoveResult.NothingToMove();
            case Entry.Elsewhere _, Entry.None _ -> new MoveResult.AlreadyThere();
            case Entry.Unknown(StorageFailure failure) -> new MoveResult.Failed(failure);
        };
    }

    private MoveResult copyToSecretsManager(InstanceKey key, ClientWithSecret client) {
        ClientId id = client.credentials().clientId();
        Optional<Registration> now = registration(key);
        if (!now.map(MoveCredentials::isRegistered).orElse(false)) {
            return notNow(now);
        }
        return ifDone(
                table.claim(key),
                () -> ifDone(
                        copied(key, client),
                        () -> isReadBack(secrets.find(key), client)
                                ? ifDone(table.release(key, id), MoveResult.Moved::new)
                                : notReadBack(key)));
    }

    /** Overwrites what Secrets Manager holds: while the table has an entry, that counts for nobody. */
    private WriteResult copied(InstanceKey key, ClientWithSecret client) {
        StoredCredentials found = secrets.find(key);
        return switch (found instanceof StoredCredentials.PendingDeletion ? secrets.restoreAndFind(key) : found) {
            case StoredCredentials.Present(ClientWithSecret old) when old.equals(client) -> new WriteResult.Stored();
            case StoredCredentials.Present(ClientWithSecret old) ->
                secrets.replace(
                        key, client, identifiers.next(), old.credentials().clientId());
            case StoredCredentials.Absent _ -> secrets.create(key, client, identifiers.next());
            case StoredCredentials.PendingDeletion _ -> new WriteResult.Refused();
            case StoredCredentials.Unreadable(StorageFailure failure) -> new WriteResult.Failed(failure);
        };
    }

    private static MoveResult ifDone(WriteResult written, Supplier<MoveResult> next) {
        return switch (written) {
            case WriteResult.Stored _ -> next.get();
            case WriteResult.Refused _ -> new MoveResult.Busy();
            case WriteResult.Failed(StorageFailure failure) -> new MoveResult.Failed(failure);
        };
    }

    private Optional<Registration> registration(InstanceKey key) {
        return instances.find(key).map(Instance::registration);
    }

    /** Whether nothing but an attempt, stored first, changes the instance's credentials. */
    private static boolean isRegistered(Registration state) {
        return state.isWorking() || state instanceof Registration.Quarantined;
    }

    private static MoveResult notNow(Optional<Registration> state) {
        return state.filter(now -> now instanceof Registration.Attempt || isRegistered(now))
                .<MoveResult>map(_ -> new MoveResult.Busy())
                .orElseGet(MoveResult.NothingToMove::new);
    }

    private static boolean isReadBack(StoredCredentials found, ClientWithSecret client) {
        return found instanceof StoredCredentials.Present(ClientWithSecret read) && read.equals(client);
    }

    private static MoveResult notReadBack(InstanceKey key) {
        return new MoveResult.Failed(
                StorageFailure.of(new VaultUnavailable("the copied credentials of " + key + " are not read back")));
    }
}
