package io.claviger.core.fake;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.InMemoryVault.StoredSecret;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.vault.TableVault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A fake of the vault in the table: each method reads and writes one entry atomically. */
public class InMemoryTableVault implements TableVault {
    private static final Duration MARK_LASTS = Duration.ofDays(1);

    private static final Duration CLAIM = Duration.ofMinutes(2);

    /**
     * @param claimedUntil present if Secrets Manager may have a copy
     * @param ends when a discarded client is deleted, or a mark
     */
    private record Row(
            Optional<StoredSecret> kept, boolean here, Optional<Instant> claimedUntil, Optional<Instant> ends) {}

    private final InstantSource clock;
    private final Map<InstanceKey, Row> rows = new HashMap<>();

    public InMemoryTableVault(InstantSource clock) {
        this.clock = clock;
    }

    /** The credentials that the table holds, even if their deletion is pending. */
    public final Optional<StoredSecret> secret(InstanceKey key) {
        return row(key).filter(Row::here)
                .flatMap(row -> row.kept()
                        .map(kept -> new StoredSecret(kept.client(), kept.attemptId(), kept.writtenAt(), row.ends())));
    }

    /** Whether the table holds this client for any key. */
    public final boolean holds(ClientId id) {
        return rows.keySet().stream()
                .anyMatch(key -> secret(key).filter(kept -> is(kept, id)).isPresent());
    }

    /** Deletes credentials for good. */
    public final void windowEnds(InstanceKey key) {
        rows.remove(key);
    }

    @Override
    public StoredCredentials find(InstanceKey key) {
        return locate(key) instanceof Entry.Here(StoredCredentials found, var _)
                ? found
                : new StoredCredentials.Absent();
    }

    @Override
    public Entry locate(InstanceKey key) {
        Optional<Row> row = row(key);
        if (row.isEmpty()) {
            return new Entry.None();
        }
        return row.get().here()
                ? new Entry.Here(stored(row.get()), row.get().claimedUntil().isPresent())
                : new Entry.Elsewhere(row.get().kept().isPresent());
    }

    private static StoredCredentials stored(Row row) {
        return row.ends().isPresent()
                ? new StoredCredentials.PendingDeletion()
                : new StoredCredentials.Present(row.kept().orElseThrow().client());
    }

    @Override
    public WriteResult create(InstanceKey key, ClientWithSecret client, String attemptId) {
        if (row(key).isEmpty()) {
            return put(key, here(client, attemptId, Optional.empty()));
        }
        return WriteResult.of(holds(key, client));
    }

    @Override
    public WriteResult replace(InstanceKey key, ClientWithSecret client, String attemptId, ClientId replaced) {
        Optional<Row> row = row(key).filter(holding(replaced));
        return row.isPresent()
                ? put(key, here(client, attemptId, row.get().claimedUntil()))
                : WriteResult.of(holds(key, client));
    }

    private boolean holds(InstanceKey key, ClientWithSecret client) {
        return find(key) instanceof StoredCredentials.Present(ClientWithSecret there)
                && there.credentials().equals(client.credentials());
    }

    @Override
    public Optional<StorageFailure> discard(InstanceKey key, Duration recoveryWindow) {
        row(key).filter(row -> row.here() && row.ends().isEmpty())
                .ifPresent(row -> put(
                        key,
                        new Row(
                                row.kept(),
                                true,
                                row.claimedUntil(),
                                Optional.of(clock.instant().plus(recoveryWindow)))));
        return Optional.empty();
    }

    @Override
    public Optional<StorageFailure> restore(InstanceKey key) {
        row(key).filter(Row::here)
                .ifPresent(row -> put(key, new Row(row.kept(), true, row.claimedUntil(), Optional.empty())));
        return Optional.empty();
    }

    @Override
    public WriteResult mark(InstanceKey key) {
        return row(key).isEmpty() ? put(key, mark(Optional.empty())) : new WriteResult.Refused();
    }

    @Override
    public WriteResult stage(InstanceKey key, ClientWithSecret client) {
        return row(key).filter(Row::here).isPresent()
                ? new WriteResult.Refused()
                : put(key, mark(Optional.of(secret(client, "staged"))));
    }

    @Override
    public StoredCredentials staged(InstanceKey key) {
        return row(key).filter(row -> !row.here())
                .flatMap(Row::kept)
                .<StoredCredentials>map(kept -> new StoredCredentials.Present(kept.client()))
                .orElseGet(StoredCredentials.Absent::new);
    }

    @Override
    public WriteResult commit(InstanceKey key, ClientId client) {
        Optional<Row> row = row(key).filter(candidate -> !candidate.here()
                && candidate.kept().filter(kept -> is(kept, client)).isPresent());
        return row.isPresent()
                ? put(key, new Row(row.get().kept(), true, claimed(), Optional.empty()))
                : new WriteResult.Refused();
    }

    @Override
    public WriteResult unstage(InstanceKey key) {
        return row(key).filter(Row::here).isPresent() ? new WriteResult.Refused() : put(key, mark(Optional.empty()));
    }

    @Override
    public WriteResult release(InstanceKey key, ClientId client) {
        return row(key).filter(holding(client)).isPresent()
                ? put(key, mark(Optional.empty()))
                : new WriteResult.Refused();
    }

    @Override
    public WriteResult claim(InstanceKey key) {
        Optional<Row> row = row(key).filter(candidate -> candidate.here()
                && candidate.ends().isEmpty()
                && candidate.claimedUntil().filter(clock.instant()::isBefore).isEmpty());
        return row.isPresent()
                ? put(key, new Row(row.get().kept(), true, claimed(), Optional.empty()))
                : new WriteResult.Refused();
    }

    @Override
    public Optional<StorageFailure> unclaim(InstanceKey key) {
        row(key).filter(row -> row.here() && row.ends().isEmpty())
                .ifPresent(row -> put(key, new Row(row.kept(), true, Optional.empty(), Optional.empty())));
        return Optional.empty();
    }

    private Optional<Instant> claimed() {
        return Optional.of(clock.instant().plus(CLAIM));
    }

    private static Predicate<Row> holding(ClientId client) {
        return row -> row.here()
                && row.ends().isEmpty()
                && row.kept().filter(kept -> is(kept, client)).isPresent();
    }

    private static boolean is(StoredSecret kept, ClientId client) {
        return kept.client().credentials().clientId().equals(client);
    }

    private Optional<Row> row(InstanceKey key) {
        Instant now = clock.instant();
        return Optional.ofNullable(rows.get(key))
                .filter(row -> row.ends().filter(at -> !now.isBefore(at)).isEmpty());
    }

    private Row here(ClientWithSecret client, String attemptId, Optional<Instant> claimedUntil) {
        return new Row(Optional.of(secret(client, attemptId)), true, claimedUntil, Optional.empty());
    }

    private Row mark(Optional<StoredSecret> staged) {
        return new Row(
                staged, false, Optional.empty(), Optional.of(clock.instant().plus(MARK_LASTS)));
    }

    private StoredSecret secret(ClientWithSecret client, String attemptId) {
        return new StoredSecret(client, attemptId, clock.instant(), Optional.empty());
    }

    private WriteResult put(InstanceKey key, Row row) {
        rows.put(key, row);
        return new WriteResult.Stored();
    }
}
