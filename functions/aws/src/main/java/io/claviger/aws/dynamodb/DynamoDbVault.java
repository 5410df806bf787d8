package io.claviger.aws.dynamodb;

import io.claviger.aws.dynamodb.Table.Guard;
import io.claviger.aws.dynamodb.Table.Written;
import io.claviger.aws.sealing.Sealer;
import io.claviger.aws.vault.ClientJson;
import io.claviger.aws.vault.VaultCall;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.vault.CredentialVault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The vault for fleets too large to pay for a secret each: client credentials sealed in the table {@code instances},
 * in an item beside the instance's own.
 */
public final class DynamoDbVault implements CredentialVault {
    /** No application id begins with an underscore, so no instance has such a key. */
    private static final String KEY_PREFIX = "_vault#";

    private static final String CLIENT = "client";
    private static final String CLIENT_ID = "clientId";
    private static final Map<String, String> TTL_NAME = Map.of("#key", InstanceItem.KEY, "#ttl", Expiry.ATTRIBUTE);

    private final Table table;
    private final Sealer sealer;
    private final InstantSource clock;

    public DynamoDbVault(DynamoDbClient client, Tables tables, Sealer sealer, InstantSource clock) {
        this.table = new Table(client, tables.instances(), InstanceItem.KEY);
        this.sealer = sealer;
        this.clock = clock;
    }

    @Override
    public StoredCredentials find(InstanceKey key) {
        return VaultCall.attempt(
                "reading client credentials",
                () -> holding(key, table.find(KEY_PREFIX + key)),
                StoredCredentials.Unreadable::new);
    }

    @Override
    public WriteResult create(InstanceKey key, ClientWithSecret registration, String attemptId) {
        return VaultCall.attempt(
                "storing client credentials",
                () -> write(key, registration, Expiry.vacant(InstanceItem.KEY, clock.instant())),
                WriteResult.Failed::new);
    }

    @Override
    public WriteResult replace(InstanceKey key, ClientWithSecret registration, String attemptId, ClientId replaced) {
        Guard guard = new Guard(
                "#clientId = :replaced AND attribute_not_exists(#ttl)",
                Map.of("#clientId", CLIENT_ID, "#ttl", Expiry.ATTRIBUTE),
                new ItemWriter().text(":replaced", replaced.value()).done());
        return VaultCall.attempt(
                "replacing client credentials", () -> write(key, registration, guard), WriteResult.Failed::new);
    }

    @Override
    public Optional<StorageFailure> discard(InstanceKey key, Duration recoveryWindow) {
        long ttl = Expiry.secondOf(clock.instant().plus(recoveryWindow));
        return update(
                "discarding client credentials",
                key,
                "SET #ttl = :value",
                "attribute_exists(#key) AND attribute_not_exists(#ttl)",
                ttl);
    }

    @Override
    public Optional<StorageFailure> restore(InstanceKey key) {
        long now = clock.instant().getEpochSecond();
        return update(
                "restoring client credentials", key, "REMOVE #ttl", "attribute_exists(#key) AND #ttl > :value", now);
    }

    private WriteResult write(InstanceKey key, ClientWithSecret registration, Guard guard) {
        Map<String, AttributeValue> item = new ItemWriter()
                .text(InstanceItem.KEY, KEY_PREFIX + key)
                .text(CLIENT_ID, registration.credentials().clientId().value())
                .bytes(CLIENT, sealer.seal(ClientJson.write(registration), KEY_PREFIX + key, CLIENT))
                .done();
        Written written = table.put(item, guard);
        return WriteResult.of(written.done()
                || (holding(key, written.item()) instanceof StoredCredentials.Present(ClientWithSecret held)
                        && held.credentials().equals(registration.credentials())));
    }

    private StoredCredentials holding(InstanceKey key, Map<String, AttributeValue> item) {
        if (item.isEmpty() || Expiry.isOver(item, clock.instant())) {
            return new StoredCredentials.Absent();
        }
        if (item.containsKey(Expiry.ATTRIBUTE)) {
            return new StoredCredentials.PendingDeletion();
        }
        byte[] sealed = new ItemReader(item).optionalBytes(CLIENT).orElseThrow();
        return new StoredCredentials.Present(ClientJson.read(sealer.open(sealed, KEY_PREFIX + key, CLIENT)));
    }

    private Optional<StorageFailure> update(
            String doing, InstanceKey key, String change, String condition, long value) {
        Guard guard = new Guard(
                condition, TTL_NAME, new ItemWriter().number(":value", value).done());
        return VaultCall.attempt(
                doing,
                () -> {
                    table.update(KEY_PREFIX + key, change, guard, ReturnValue.NONE);
                    return Optional.empty();
                },
                Optional::of);
    }
}
