package io.claviger.core.simulation;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.InMemoryTableVault;
import io.claviger.core.fake.InMemoryVault.StoredSecret;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.simulation.AwsOutages.Service;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.core.vault.TableVault;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The vault in the table behind the simulated network. Only what is sealed needs the sealing key. */
final class SimulatedTableVault implements TableVault {
    private final World world;
    private final InMemoryTableVault table;

    SimulatedTableVault(World world) {
        this.world = world;
        this.table = world.vault().table();
    }

    @Override
    public StoredCredentials find(InstanceKey key) {
        return sealed("table.find", () -> table.find(key), StoredCredentials.Unreadable::new);
    }

    @Override
    public Entry locate(InstanceKey key) {
        world.network().currentRun().ifPresent(OperationRun::beginsToReadVault);
        return call(
                "table.locate",
                () -> table.locate(key) instanceof Entry.Here(StoredCredentials.Present found, boolean copied)
                        ? new Entry.Here(
                                world.outages().sealingKeyInMemory()
                                        ? found
                                        : new StoredCredentials.Unreadable(failure("table.locate")),
                                copied)
                        : table.locate(key),
                Entry.Unknown::new);
    }

    @Override
    public WriteResult create(InstanceKey key, ClientWithSecret client, String attemptId) {
        return sealed(
                "table.create",
                () -> watched(key, () -> table.create(key, client, attemptId)),
                WriteResult.Failed::new);
    }

    @Override
    public WriteResult replace(InstanceKey key, ClientWithSecret client, String attemptId, ClientId replaced) {
        return sealed(
                "table.replace",
                () -> watched(key, () -> table.replace(key, client, attemptId, replaced)),
                WriteResult.Failed::new);
    }

    @Override
    public Optional<StorageFailure> discard(InstanceKey key, Duration recoveryWindow) {
        return call("table.discard", () -> watched(key, () -> table.discard(key, recoveryWindow)), Optional::of);
    }

    @Override
    public Optional<StorageFailure> restore(InstanceKey key) {
        return call("table.restore", () -> watched(key, () -> table.restore(key)), Optional::of);
    }

    @Override
    public WriteResult mark(InstanceKey key) {
        return call("table.mark", () -> watched(key, () -> table.mark(key)), WriteResult.Failed::new);
    }

    @Override
    public WriteResult stage(InstanceKey key, ClientWithSecret client) {
        return sealed("table.stage", () -> watched(key, () -> table.stage(key, client)), WriteResult.Failed::new);
    }

    @Override
    public StoredCredentials staged(InstanceKey key) {
        return sealed("table.staged", () -> table.staged(key), StoredCredentials.Unreadable::new);
    }

    @Override
    public WriteResult commit(InstanceKey key, ClientId client) {
        return call("table.commit", () -> watched(key, () -> table.commit(key, client)), WriteResult.Failed::new);
    }

    @Override
    public WriteResult unstage(InstanceKey key) {
        return call("table.unstage", () -> watched(key, () -> table.unstage(key)), WriteResult.Failed::new);
    }

    @Override
    public WriteResult release(InstanceKey key, ClientId client) {
        return call("table.release", () -> watched(key, () -> table.release(key, client)), WriteResult.Failed::new);
    }

    @Override
    public WriteResult claim(InstanceKey key) {
        return call("table.claim", () -> table.claim(key), WriteResult.Failed::new);
    }

    @Override
    public Optional<StorageFailure> unclaim(InstanceKey key) {
        return call("table.unclaim", () -> table.unclaim(key), Optional::of);
    }

    private <T> T watched(InstanceKey key, Supplier<T> work) {
        Optional<StoredSecret> before = world.vault().secret(key);
        T done = work.get();
        world.credentialInvariants().vaultWritten(key, before, world.vault().secret(key));
        return done;
    }

    private <T> T sealed(String what, Supplier<T> work, Function<StorageFailure, T> failed) {
        return world.outages().sealingKeyInMemory() ? call(what, work, failed) : failed.apply(failure(what));
    }

    private <T> T call(String what, Supplier<T> work, Function<StorageFailure, T> failed) {
        Supplier<T> lost = () -> failed.apply(failure(what));
        return world.network().call(what, () -> world.outages().down(Service.DYNAMODB) ? lost.get() : work.get(), lost);
    }

    private static StorageFailure failure(String what) {
        return StorageFailure.of(new VaultUnavailable(what));
    }
}
