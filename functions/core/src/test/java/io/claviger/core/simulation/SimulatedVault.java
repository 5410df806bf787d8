package io.claviger.core.simulation;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.InMemoryVault.StoredSecret;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.simulation.AwsOutages.Service;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.core.vault.CredentialVault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Secrets Manager behind the simulated network. A new secret may be invisible to reads for a moment. */
final class SimulatedVault implements CredentialVault {
    static final Duration VISIBILITY_DELAY = Duration.ofSeconds(3);

    private final World world;
    private final Map<InstanceKey, Instant> createdAt = new HashMap<>();

    SimulatedVault(World world) {
        this.world = world;
    }

    @Override
    public StoredCredentials find(InstanceKey key) {
        world.network().currentRun().ifPresent(OperationRun::beginsToReadVault);
        return call(
                "vault.find",
                () -> {
                    boolean fresh = Optional.ofNullable(createdAt.get(key))
                            .filter(at -> world.scheduler().instant().isBefore(at.plus(VISIBILITY_DELAY)))
                            .isPresent();
                    return fresh && world.network().injects(Fault.SECRET_NOT_YET_VISIBLE, "vault.find")
                            ? new StoredCredentials.Absent()
                            : decrypted(world.vault().secretsManager().find(key));
                },
                StoredCredentials.Unreadable::new);
    }

    @Override
    public WriteResult create(InstanceKey key, ClientWithSecret client, String attemptId) {
        return write(
                "vault.create",
                () -> watched(key, () -> {
                    boolean vacant = world.vault().secretsManager().secret(key).isEmpty();
                    if (vacant) {
                        createdAt.put(key, world.scheduler().instant());
                    }
                    return world.vault().secretsManager().create(key, client, attemptId);
                }));
    }

    @Override
    public WriteResult replace(InstanceKey key, ClientWithSecret client, String attemptId, ClientId replaced) {
        return write(
                "vault.replace",
                () -> watched(key, () -> world.vault().secretsManager().replace(key, client, attemptId, replaced)));
    }

    @Override
    public Optional<StorageFailure> discard(InstanceKey key, Duration recoveryWindow) {
        return call(
                "vault.discard",
                () -> watched(key, () -> world.vault().secretsManager().discard(key, recoveryWindow)),
                Optional::of);
    }

    @Override
    public Optional<StorageFailure> restore(InstanceKey key) {
        return call(
                "vault.restore",
                () -> watched(key, () -> world.vault().secretsManager().restore(key)),
                Optional::of);
    }

    private StoredCredentials decrypted(StoredCredentials found) {
        return found instanceof StoredCredentials.Present && world.outages().down(Service.KMS)
                ? new StoredCredentials.Unreadable(StorageFailure.of(new VaultUnavailable("vault.find")))
                : found;
    }

    private WriteResult write(String what, Supplier<WriteResult> work) {
        return call(
                what,
                () -> world.outages().down(Service.KMS)
                        ? new WriteResult.Failed(StorageFailure.of(new VaultUnavailable(what)))
                        : work.get(),
                WriteResult.Failed::new);
    }

    private <T> T watched(InstanceKey key, Supplier<T> work) {
        Optional<StoredSecret> before = world.vault().secret(key);
        T done = work.get();
        world.credentialInvariants().vaultWritten(key, before, world.vault().secret(key));
        return done;
    }

    private <T> T call(String what, Supplier<T> work, Function<StorageFailure, T> failed) {
        Supplier<T> lost = () -> failed.apply(StorageFailure.of(new VaultUnavailable(what)));
        return world.network()
                .call(what, () -> world.outages().down(Service.SECRETS_MANAGER) ? lost.get() : work.get(), lost);
    }
}
