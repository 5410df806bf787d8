package io.claviger.core.fake;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.VaultUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A fake Secrets Manager: the first write for a key wins. A deleted secret can be restored until its window ends. */
public class InMemoryVault implements CredentialVault {

    /** One secret with its metadata. */
    public record StoredSecret(
            ClientRegistration client, String attemptId, Instant writtenAt, Optional<Instant> deletedFrom) {}

    private final InstantSource clock;
    private final Map<InstanceKey, StoredSecret> secrets = new LinkedHashMap<>();
    private final Set<InstanceKey> failingFor = new HashSet<>();
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

    /** Deletes a discarded secret for good, as Secrets Manager does by its own clock. */
    public final void windowEnds(InstanceKey key) {
        secrets.remove(key);
    }

    /** Runs an action just before the next discarding takes effect. */
    public final void beforeDiscarding(Runnable meanwhile) {
        beforeDiscarding = meanwhile;
    }

    private void answer(InstanceKey key) {
        if (failing || failingFor.contains(key)) {
            throw new VaultUnavailable("the vault is down");
        }
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
        answer(key);
        return secret(key)
                .<StoredCredentials>map(kept -> kept.deletedFrom().isPresent()
                        ? new StoredCredentials.PendingDeletion()
                        : new StoredCredentials.Present(kept.client()))
                .orElseGet(StoredCredentials.Absent::new);
    }

    @Override
    public boolean create(InstanceKey key, ClientRegistration client, String attemptId) {
        answer(key);
        Optional<StoredSecret> there = secret(key);
        if (there.isEmpty()) {
            write(key, client, attemptId);
            return true;
        }
        return sameAgain(there.get(), client, attemptId);
    }

    @Override
    public boolean replace(InstanceKey key, ClientRegistration client, String attemptId, ClientId replaced) {
        answer(key);
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
    public void discard(InstanceKey key, Duration recoveryWindow) {
        answer(key);
        Runnable meanwhile = beforeDiscarding;
        beforeDiscarding = () -> {};
        meanwhile.run();
        secret(key)
                .filter(kept -> kept.deletedFrom().isEmpty())
                .ifPresent(kept -> put(key, kept, Optional.of(clock.instant().plus(recoveryWindow))));
    }

    @Override
    public void restore(InstanceKey key) {
        answer(key);
        secret(key).ifPresent(kept -> put(key, kept, Optional.empty()));
    }

    protected final void write(InstanceKey key, ClientRegistration client, String attemptId) {
        secrets.put(key, new StoredSecret(client, attemptId, clock.instant(), Optional.empty()));
    }

    private void put(InstanceKey key, StoredSecret kept, Optional<Instant> deletedFrom) {
        secrets.put(key, new StoredSecret(kept.client(), kept.attemptId(), kept.writtenAt(), deletedFrom));
    }

    private static boolean sameAgain(StoredSecret there, ClientRegistration client, String attemptId) {
        return there.deletedFrom().isEmpty()
                && there.attemptId().equals(attemptId)
                && there.client().credentials().equals(client.credentials());
    }
}
