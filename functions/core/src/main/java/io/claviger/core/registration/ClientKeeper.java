package io.claviger.core.registration;

import io.claviger.core.Deadline;
import io.claviger.core.Poller;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.ports.Platform;
import io.claviger.core.ports.Stores;
import io.claviger.core.registration.RegistrationAttempt.AttemptResult;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vault.CredentialVault.WriteResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Keeps an attempt's client: in the vault, or sealed with the instance until the next attempt stores it. */
final class ClientKeeper {
    /** Between two tries to keep a new client. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Before the invocation ends, to say in the log that a client is left behind. */
    private static final Duration TIME_TO_SAY_SO = Duration.ofSeconds(1);

    /** What a salvage may take: a read and a write, each of which the SDK gives up after seven seconds. */
    private static final Duration MAX_SALVAGE = Duration.ofSeconds(15);

    private final Instances instances;
    private final CredentialVault vault;
    private final Journal journal;
    private final Poller poller;
    private final InstantSource clock;
    private final Deadline deadline;

    ClientKeeper(Stores stores, Journal journal, Platform platform) {
        this.instances = stores.instances();
        this.vault = stores.vault();
        this.journal = journal;
        this.poller = new Poller(platform.pause(), platform.clock());
        this.clock = platform.clock();
        this.deadline = platform.deadline();
    }

    /** What the vault holds for the instance, except the client that this attempt replaces. Cancels a deletion. */
    StoredCredentials findOrRestore(RegistrationAttempt attempt) {
        StoredCredentials found = vault.find(attempt.key());
        StoredCredentials stored =
                found instanceof StoredCredentials.PendingDeletion ? vault.restoreAndFind(attempt.key()) : found;
        return stored instanceof StoredCredentials.Present(ClientWithSecret client)
                        && attempt.state().isToReplace(client.credentials().clientId())
                ? new StoredCredentials.Absent()
                : stored;
    }

    /** Makes the instance active with a client that the vault holds. */
    AttemptResult activate(RegistrationAttempt attempt, ClientWithSecret client) {
        Optional<Instance> activated = instances.update(
                attempt.key(), current -> attempt.ownedIn(current).map(_ -> current.activated(client.client())));
        activated.ifPresent(instance -> journal.note(attempt.changeTo(instance)));
        return activated
                .<AttemptResult>map(instance -> new AttemptResult.Activated(instance, client))
                .orElseGet(AttemptResult.Superseded::new);
    }

    /** Stores a client and activates it. If the vault already holds another, that one wins. */
    AttemptResult store(
            RegistrationAttempt attempt, ClientWithSecret client, Function<StorageFailure, AttemptResult> onFailure) {
        return switch (write(attempt, client)) {
            case Written.InVault(ClientWithSecret winner) -> activateWinner(attempt, client, winner);
            case Written.Failed(StorageFailure failure) -> onFailure.apply(failure);
        };
    }

    /**
     * Keeps a client that Adobe made just now, whatever fails: the vault and the instance's item are tried in turn until the
     * attempt's lease or the invocation ends.
     */
    AttemptResult storeOrSalvage(RegistrationAttempt attempt, ClientWithSecret fresh) {
        Duration lease = Duration.between(clock.instant(), attempt.state().leaseUntil());
        Duration invocation = deadline.left().minus(TIME_TO_SAY_SO);
        AtomicBoolean warned = new AtomicBoolean();
        return poller.until(
                        lease.compareTo(invocation) < 0 ? lease : invocation,
                        PAUSE,
                        () -> tryToStoreOrSalvage(attempt, fresh, warned))
                .orElseGet(() -> {
                    noteLeftBehind(attempt, fresh);
                    return failed(
                            StorageFailure.of(new VaultUnavailable("no storage took a client for " + attempt.key())));
                });
    }

    /** @param warned whether the log says already that the invocation may end first */
    private Optional<AttemptResult> tryToStoreOrSalvage(
            RegistrationAttempt attempt, ClientWithSecret fresh, AtomicBoolean warned) {
        return switch (tryToStore(attempt, fresh)) {
            case Written.InVault(ClientWithSecret winner) -> Optional.of(activateWinner(attempt, fresh, winner));
            case Written.Failed(StorageFailure failure) -> {
                if (deadline.left().compareTo(MAX_SALVAGE) < 0 && warned.compareAndSet(false, true)) {
                    journal.note(new Entry.ClientPossiblyLeftBehind(
                            attempt.key(), attempt.state().attemptId(), "no_time_left"));
                }
                yield tryToSalvage(attempt, fresh, failure);
            }
        };
    }

    /** What a write to the vault led to. */
    private sealed interface Written {
        /** The vault holds this client, which may be another process's. */
        record InVault(ClientWithSecret winner) implements Written {}

        record Failed(StorageFailure failure) implements Written {}
    }

    private Written tryToStore(RegistrationAttempt attempt, ClientWithSecret client) {
        try {
            return write(attempt, client);
        } catch (RuntimeException e) {
            return new Written.Failed(
                    StorageFailure.of(new VaultUnavailable("storing the client of " + attempt.key() + " failed", e)));
        }
    }

    private Written write(RegistrationAttempt attempt, ClientWithSecret client) {
        String attemptId = attempt.state().attemptId();
        WriteResult written = attempt.state()
                .replaces()
                .map(replaced -> vault.replace(attempt.key(), client, attemptId, replaced.id()))
                .orElseGet(() -> vault.create(attempt.key(), client, attemptId));
        return switch (written) {
            case WriteResult.Stored _ -> new Written.InVault(client);
            case WriteResult.Failed(StorageFailure failure) -> new Written.Failed(failure);
            case WriteResult.Refused _ -> afterRefusal(attempt, client);
        };
    }

    private Written afterRefusal(RegistrationAttempt attempt, ClientWithSecret client) {
        return switch (findOrRestore(attempt)) {
            case StoredCredentials.Present(ClientWithSecret winner) -> new Written.InVault(winner);
            case StoredCredentials.Unreadable(StorageFailure failure) -> new Written.Failed(failure);
            case StoredCredentials.Absent _ when attempt.state().replaces().isPresent() -> createAnew(attempt, client);
            case StoredCredentials.PendingDeletion _, StoredCredentials.Absent _ -> neitherTakesNorShows(attempt);
        };
    }

    /** The client to replace is gone from the vault, so there is nothing to replace. */
    private Written createAnew(RegistrationAttempt attempt, ClientWithSecret client) {
        return switch (vault.create(attempt.key(), client, attempt.state().attemptId())) {
            case WriteResult.Stored _ -> new Written.InVault(client);
            case WriteResult.Failed(StorageFailure failure) -> new Written.Failed(failure);
            case WriteResult.Refused _ -> neitherTakesNorShows(attempt);
        };
    }

    private static Written neitherTakesNorShows(RegistrationAttempt attempt) {
        return new Written.Failed(StorageFailure.of(
                new VaultUnavailable("the vault neither takes nor shows a client for " + attempt.key())));
    }

    private AttemptResult activateWinner(
            RegistrationAttempt attempt, ClientWithSecret client, ClientWithSecret winner) {
        if (!winner.credentials().equals(client.credentials())) {
            noteLeftBehind(attempt, client);
        }
        return activate(attempt, winner);
    }

    /** Empty if the instance's item did not take the client, or did not tell. */
    private Optional<AttemptResult> tryToSalvage(
            RegistrationAttempt attempt, ClientWithSecret client, StorageFailure failure) {
        try {
            return Optional.of(salvage(attempt, client, failure));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    /** Seals the client with the instance; the next attempt stores it. */
    private AttemptResult salvage(RegistrationAttempt attempt, ClientWithSecret client, StorageFailure failure) {
        ClientId id = client.credentials().clientId();
        boolean salvaged = instances
                .update(
                        attempt.key(),
                        current -> attempt.ownedIn(current).map(mine -> current.with(mine.salvaging(client))))
                .isPresent();
        if (salvaged) {
            journal.note(new Entry.ClientSalvaged(attempt.key(), id));
            return failed(failure);
        }
        // An earlier salvage may have been carried out without an answer, and another attempt may have gone on with it.
        if (instances.find(attempt.key()).filter(now -> holds(now, id)).isEmpty()) {
            noteLeftBehind(attempt, client);
        }
        return new AttemptResult.Superseded();
    }

    private static boolean holds(Instance instance, ClientId id) {
        return instance.registration() instanceof Attempt(var _, var _, Optional<ClientWithSecret> salvaged, var _)
                ? salvaged.filter(kept -> kept.credentials().clientId().equals(id))
                        .isPresent()
                : instance.registration().has(id);
    }

    private AttemptResult failed(StorageFailure failure) {
        return new AttemptResult.Failed(new CallFailure.Storage(failure), clock.instant());
    }

    private void noteLeftBehind(RegistrationAttempt attempt, ClientWithSecret client) {
        journal.note(
                new Entry.ClientLeftBehind(attempt.key(), client.credentials().clientId()));
    }
}
