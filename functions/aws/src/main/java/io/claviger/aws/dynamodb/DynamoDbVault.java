package io.claviger.aws.dynamodb;

import io.claviger.aws.dynamodb.Table.Guard;
import io.claviger.aws.dynamodb.Table.Written;
import io.claviger.aws.sealing.Sealer;
import io.claviger.aws.vault.VaultCall;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.vault.TableVault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The vault for fleets too large to pay for a secret each: client credentials sealed in the table {@code instances},
 * in an item beside the instance's own.
 */
public final class DynamoDbVault implements TableVault {
    private static final String ALIVE =
            "attribute_exists(client) AND attribute_not_exists(elsewhere) AND attribute_not_exists(#ttl)";

    private static final String HERE = "clientId = :id AND " + ALIVE;

    private static final String NOT_HERE =
            "attribute_not_exists(client) OR attribute_exists(elsewhere) OR #ttl <= :now";

    /** Longer than any invocation. */
    private static final Duration CLAIM = Duration.ofMinutes(2);

    private final Table table;
    private final VaultItem items;
    private final InstantSource clock;

    public DynamoDbVault(DynamoDbClient client, Tables tables, Sealer sealer, InstantSource clock) {
        this.table = new Table(client, tables.instances(), InstanceItem.KEY);
        this.items = new VaultItem(sealer, clock);
        this.clock = clock;
    }

    @Override
    public StoredCredentials find(InstanceKey key) {
        return switch (locate(key)) {
            case Entry.Here(StoredCredentials found, var _) -> found;
            case Entry.Elsewhere _, Entry.None _ -> new StoredCredentials.Absent();
            case Entry.Unknown(StorageFailure failure) -> new StoredCredentials.Unreadable(failure);
        };
    }

    @Override
    public Entry locate(InstanceKey key) {
        return VaultCall.attempt("reading client credentials", () -> items.entry(key, item(key)), Entry.Unknown::new);
    }

    @Override
    public WriteResult create(InstanceKey key, ClientWithSecret client, String attemptId) {
        return write(
                "storing client credentials",
                () -> table.put(items.holding(key, client), Expiry.vacant(InstanceItem.KEY, clock.instant())),
                item -> holds(key, item, client));
    }

    @Override
    public WriteResult replace(InstanceKey key, ClientWithSecret client, String attemptId, ClientId replaced) {
        return write(
                "replacing client credentials",
                () -> update(
                        key,
                        "SET clientId = :new, client = :client",
                        HERE,
                        new ItemWriter()
                                .text(":id", replaced.value())
                                .text(":new", client.credentials().clientId().value())
                                .bytes(":client", items.sealed(key, client))),
                item -> holds(key, item, client));
    }

    private boolean holds(InstanceKey key, Map<String, AttributeValue> item, ClientWithSecret client) {
        return items.entry(key, item) instanceof Entry.Here(StoredCredentials.Present(ClientWithSecret held), var _)
                && held.credentials().equals(client.credentials());
    }

    @Override
    public Optional<StorageFailure> discard(InstanceKey key, Duration recoveryWindow) {
        return change(
                "discarding client credentials",
                key,
                "SET #ttl = :end",
                ALIVE,
                new ItemWriter().number(":end", Expiry.secondOf(clock.instant().plus(recoveryWindow))));
    }

    @Override
    public Optional<StorageFailure> restore(InstanceKey key) {
        return change(
                "restoring client credentials",
                key,
                "REMOVE #ttl",
                "attribute_not_exists(elsewhere) AND #ttl > :now",
                now());
    }

    @Override
    public WriteResult mark(InstanceKey key) {
        return write(
                "marking client credentials",
                () -> table.put(items.elsewhere(key), Expiry.vacant(InstanceItem.KEY, clock.instant())),
                _ -> false);
    }

    @Override
    public WriteResult stage(InstanceKey key, ClientWithSecret client) {
        return write(
                "copying client credentials",
                () -> table.put(items.staged(key, client), guard(NOT_HERE, now())),
                _ -> false);
    }

    @Override
    public StoredCredentials staged(InstanceKey key) {
        return VaultCall.attempt(
                "reading copied client credentials", () -> copy(key), StoredCredentials.Unreadable::new);
    }

    private StoredCredentials copy(InstanceKey key) {
        Map<String, AttributeValue> item = item(key);
        return items.entry(key, item) instanceof Entry.Elsewhere(boolean staged) && staged
                ? items.opened(key, item)
                : new StoredCredentials.Absent();
    }

    @Override
    public WriteResult commit(InstanceKey key, ClientId client) {
        return write(
                "moving client credentials",
                () -> update(
                        key,
                        "SET alsoInSecretsManager = :true, claimedUntil = :until REMOVE elsewhere, #ttl",
                        "clientId = :id AND attribute_exists(elsewhere) AND #ttl > :now",
                        claimed().text(":id", client.value())),
                _ -> false);
    }

    @Override
    public WriteResult unstage(InstanceKey key) {
        return write(
                "withdrawing copied client credentials",
                () -> table.put(items.elsewhere(key), guard(NOT_HERE, now())),
                _ -> false);
    }

    @Override
    public WriteResult release(InstanceKey key, ClientId client) {
        return write(
                "moving client credentials",
                () -> table.put(items.elsewhere(key), guard(HERE, new ItemWriter().text(":id", client.value()))),
                _ -> false);
    }

    @Override
    public WriteResult claim(InstanceKey key) {
        return write(
                "claiming client credentials",
                () -> update(
                        key,
                        "SET alsoInSecretsManager = :true, claimedUntil = :until",
                        ALIVE + " AND (attribute_not_exists(claimedUntil) OR claimedUntil <= :now)",
                        claimed()),
                _ -> false);
    }

    @Override
    public Optional<StorageFailure> unclaim(InstanceKey key) {
        return change(
                "noting that client credentials are moved",
                key,
                "REMOVE alsoInSecretsManager, claimedUntil",
                ALIVE,
                new ItemWriter());
    }

    private ItemWriter claimed() {
        return now().flag(":true", true)
                .number(":until", Expiry.secondOf(clock.instant().plus(CLAIM)));
    }

    private Map<String, AttributeValue> item(InstanceKey key) {
        return table.find(VaultItem.key(key));
    }

    private ItemWriter now() {
        return new ItemWriter().number(":now", clock.instant().getEpochSecond());
    }

    private static Guard guard(String condition, ItemWriter values) {
        return new Guard(condition, Map.of("#ttl", Expiry.ATTRIBUTE), values.done());
    }

    private Written update(InstanceKey key, String change, String condition, ItemWriter values) {
        return table.update(VaultItem.key(key), change, guard(condition, values), ReturnValue.NONE);
    }

    private Optional<StorageFailure> change(
            String doing, InstanceKey key, String change, String condition, ItemWriter values) {
        return VaultCall.attempt(
                doing,
                () -> {
                    update(key, change, condition, values);
                    return Optional.empty();
                },
                Optional::of);
    }

    /** @param already whether an item that makes the condition false is what this write wants */
    private static WriteResult write(
            String doing, Supplier<Written> write, Predicate<Map<String, AttributeValue>> already) {
        return VaultCall.attempt(
                doing,
                () -> {
                    Written written = write.get();
                    return WriteResult.of(written.done() || already.test(written.item()));
                },
                WriteResult.Failed::new);
    }
}
