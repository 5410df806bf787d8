package io.claviger.aws.dynamodb;

import io.claviger.aws.sealing.Sealer;
import io.claviger.aws.vault.ClientJson;
import io.claviger.aws.vault.VaultCall;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vault.TableVault.Entry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The vault's item of a key. It holds a sealed client; one that says {@code elsewhere} holds none or a staged copy, and
 * expires. An expired item is none.
 */
record VaultItem(Sealer sealer, InstantSource clock) {
    static final String CLIENT = "client";
    private static final String CLIENT_ID = "clientId";
    private static final String ELSEWHERE = "elsewhere";
    private static final String COPIED = "alsoInSecretsManager";

    /** Longer than any invocation. */
    private static final Duration MARK_LASTS = Duration.ofDays(1);

    /** No application id begins with an underscore, so no instance has such a key. */
    static String key(InstanceKey key) {
        return "_vault#" + key;
    }

    Entry entry(InstanceKey key, Map<String, AttributeValue> item) {
        if (item.isEmpty() || Expiry.isOver(item, clock.instant())) {
            return new Entry.None();
        }
        ItemReader read = new ItemReader(item);
        return read.optionalFlag(ELSEWHERE)
                ? new Entry.Elsewhere(item.containsKey(CLIENT))
                : new Entry.Here(credentials(key, item), read.optionalFlag(COPIED));
    }

    private StoredCredentials credentials(InstanceKey key, Map<String, AttributeValue> item) {
        return item.containsKey(Expiry.ATTRIBUTE)
                ? new StoredCredentials.PendingDeletion()
                : VaultCall.attempt(
                        "reading client credentials", () -> opened(key, item), StoredCredentials.Unreadable::new);
    }

    StoredCredentials opened(InstanceKey key, Map<String, AttributeValue> item) {
        byte[] sealed = new ItemReader(item).optionalBytes(CLIENT).orElseThrow();
        return new StoredCredentials.Present(ClientJson.read(sealer.open(sealed, key(key), CLIENT)));
    }

    byte[] sealed(InstanceKey key, ClientWithSecret client) {
        return sealer.seal(ClientJson.write(client), key(key), CLIENT);
    }

    Map<String, AttributeValue> holding(InstanceKey key, ClientWithSecret client) {
        return with(key, client).done();
    }

    Map<String, AttributeValue> staged(InstanceKey key, ClientWithSecret client) {
        return expiring(with(key, client));
    }

    Map<String, AttributeValue> elsewhere(InstanceKey key) {
        return expiring(new ItemWriter().text(InstanceItem.KEY, key(key)));
    }

    private ItemWriter with(InstanceKey key, ClientWithSecret client) {
        return new ItemWriter()
                .text(InstanceItem.KEY, key(key))
                .text(CLIENT_ID, client.credentials().clientId().value())
                .bytes(CLIENT, sealed(key, client));
    }

    private Map<String, AttributeValue> expiring(ItemWriter item) {
        return item.flag(ELSEWHERE, true)
                .number(Expiry.ATTRIBUTE, Expiry.secondOf(clock.instant().plus(MARK_LASTS)))
                .done();
    }
}
