package io.claviger.core.fake;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.core.vault.CredentialVault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** A fake Secrets Manager: the first write for a key wins. A deleted secret can be restored until its window ends. */
public class InMemoryVault implements CredentialVault {

    /** One secret with its metadata. */
    public record StoredSecret(
            ClientWithSecret client, String attemptId, Instant writtenAt, Optional<Instant> deletedFrom) {}

    private final InstantSource clock;
    private final Map<InstanceKey, StoredSecret> secrets = new LinkedHashMap<>();
    private final Set<InstanceKey> failingFor = new HashSet<>();
    private final Map<InstanceKey, Instant> invisibleUntil = new HashMap<>();
    private boolean failing;
    private Runnable beforeDiscarding = () -> {};

    public InMemoryVault(InstantSource clock) {
        this.clock = clock;
    }

    /** Sets whether every call of the port fails. */
    public final void failing(boolean now) {
        failing = now;
    }

    /** From now on every call of the port for this key fails. */
    public final void failingFor(InstanceKey key) {
        failingFor.add(key);
    }

    /** No call finds this secret until then, as a new one may not be found yet. */
    public final void invisibleUntil(InstanceKey key, Instant then) {
        invisibleUntil.put(key, then);
    }

    /** Deletes a discarded secret for good, as Secrets Manager does by its own clock. */
    public final void windowEnds(InstanceKey key) {
        secrets.remove(key);
    }

    /** Runs an action just before the next discarding takes effect. */
    public final void beforeDiscarding(Runnable meanwhile) {
        beforeDiscarding = meanwhile;
    }

    private <T> T answer(InstanceKey key, Supplier<T> work, Function<StorageFailure, T> failed) {
        return failing || failingFor.contains(key)
                ? failed.apply(StorageFailure.of(new VaultUnavailable("the vault is down")))
                : work.get();
    }

    /** The stored secret, even if its deletion is pending. */
    public final Optional<StoredSecret> secret(InstanceKey key) {
        Instant now = clock.instant();
        return Optional.ofNullable(secrets.get(key))
                .filter(kept ->
                        kept.deletedFrom().filter(at -> !now.isBefore(at)).isEmpty());
    }

    /** Whether any secret holds this client. */
    public final boolean holds(ClientId id) {
        return secrets.values().stream()
                .anyMatch(kept -> kept.client().credentials().clientId().equals(id));
    }

    @Override
    public StoredCredentials find(InstanceKey key) {
        return answer(key, () -> holding(key), StoredCredentials.Unreadable::new);
    }

    private StoredCredentials holding(InstanceKey key) {
        return secret(key)
                .filter(_ -> !clock.instant().isBefore(invisibleUntil.getOrDefault(key, Instant.MIN)))
                .<StoredCredentials>map(kept -> kept.deletedFrom().isPresent()
                        ? new StoredCredentials.PendingDeletion()
                        : new StoredCredentials.Present(kept.client()))
                .orElseGet(StoredCredentials.Absent::new);
    }

    @Override
    public WriteResult create(InstanceKey key, ClientWithSecret client, String attemptId) {
        return answer(key, () -> WriteResult.of(created(key, client, attemptId)), WriteResult.Failed::new);
    }

    private boolean created(InstanceKey key, ClientWithSecret client, String attemptId) {
        Optional<StoredSecret> there = secret(key);
        if (there.isEmpty()) {
            write(key, client, attemptId);
            return true;
        }
        return sameAgain(there.get(), client, attemptId);
    }

    @Override
    public WriteResult replace(InstanceKey key, ClientWithSecret client, String attemptId, ClientId replaced) {
        return answer(key, () -> WriteResult.of(replaced(key, client, attemptId, replaced)), WriteResult.Failed::new);
    }

    private boolean replaced(InstanceKey key, ClientWithSecret client, String attemptId, ClientId replaced) {
        Optional<StoredSecret> there =
                secret(key).filter(kept -> kept.deletedFrom().isEmpty());
        if (there.isEmpty()) {
            return false;
        }
        if (there.get().client().credentials().clientId().equals(replaced)) {
            write(key, client, attemptId);
            return true;
        }
        return sameAgain(there.get(), client, attemptId);
    }

    @Override
    public Optional<StorageFailure> discard(InstanceKey key, Duration recoveryWindow) {
        return answer(
                key,
                () -> {
                    Runnable meanwhile = beforeDiscarding;
                    beforeDiscarding = () -> {};
                    meanwhile.run();
                    secret(key)
                            .filter(kept -> kept.deletedFrom().isEmpty())
                            .ifPresent(kept ->
                                    put(key, kept, Optional.of(clock.instant().plus(recoveryWindow))));
                    return Optional.empty();
                },
                Optional::of);
    }

    @Override
    public Optional<StorageFailure> restore(InstanceKey key) {
        return answer(
                key,
                () -> {
                    secret(key).ifPresent(kept -> put(key, kept, Optional.empty()));
                    return Optional.empty();
                },
                Optional::of);
    }

    protected final void write(InstanceKey key, ClientWithSecret client, String attemptId) {
        secrets.put(key, new StoredSecret(client, attemptId, clock.instant(), Optional.empty()));
    }

    private void put(InstanceKey key, StoredSecret kept, Optional<Instant> deletedFrom) {
        secrets.put(key, new StoredSecret(kept.client(), kept.attemptId(), kept.writtenAt(), deletedFrom));
    }

    private static boolean sameAgain(StoredSecret there, ClientWithSecret client, String attemptId) {
        return there.deletedFrom().isEmpty()
                && there.attemptId().equals(attemptId)
                && there.client().credentials().equals(client.credentials());
    }
}
