package io.claviger.aws.dynamodb;

import io.claviger.aws.sealing.Sealer;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Device.ProvedHeader;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.Secret;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An instance as an item of the table {@code instances}. Secret and personal values are sealed for this instance and
 * attribute.
 */
final class InstanceItem {
    /** The hash key: {@code applicationId#instanceId}. */
    static final String KEY = "instanceKey";

    static final String VERSION = "version";
    static final String CREATED_AT = "createdAt";
    static final String TOKEN_EXPIRES_AT = "tokenExpiresAt";
    static final String TOKEN_REFRESH_AFTER = "tokenRefreshAfter";

    private static final String TOKEN = "accessToken";
    private static final String DEVICE_INFO = "deviceInfo";
    private static final String CLIENT_IP = "clientIp";

    /** Only beside a header that is not proved yet. Without an attribute in it, calls without a header are proved. */
    private static final String PROVED = "provedHeader";

    private static final String PROVED_DEVICE_INFO = "provedDeviceInfo";

    private final Sealer sealer;
    private final Journal journal;
    private final RegistrationAttributes registration;
    private final RefreshStateAttributes refreshState;
    private final EnrolmentAttributes enrolment;

    InstanceItem(Sealer sealer, Shards shards, Journal journal) {
        this.sealer = sealer;
        this.journal = journal;
        this.registration = new RegistrationAttributes(sealer);
        this.refreshState = new RefreshStateAttributes(shards);
        this.enrolment = new EnrolmentAttributes(sealer, journal);
    }

    Map<String, AttributeValue> write(Instance instance) {
        ItemWriter item = new ItemWriter()
                .text(KEY, instance.key().toString())
                .text("statement", instance.statement().hex())
                .text("redirectUri", instance.redirectUri().map(RedirectUri::value))
                .time(CREATED_AT, instance.createdAt())
                .number(VERSION, instance.version());
        seal(item, instance.key(), DEVICE_INFO, instance.device().info());
        seal(item, instance.key(), CLIENT_IP, instance.device().ip());
        instance.device().proved().ifPresent(header -> {
            ItemWriter proved = new ItemWriter();
            seal(proved, instance.key(), PROVED_DEVICE_INFO, header.info());
            item.item(PROVED, proved);
        });
        instance.token().ifPresent(token -> {
            seal(item, instance.key(), TOKEN, Optional.of(token.value()));
            item.time("tokenIssuedAt", token.issuedAt())
                    .time(TOKEN_EXPIRES_AT, token.expiresAt())
                    .time(TOKEN_REFRESH_AFTER, token.refreshAfter());
        });
        registration.write(item, instance.key(), instance.registration());
        item.text(StatusShard.ATTRIBUTE, StatusShard.of(instance.key(), instance.registration()));
        refreshState.write(item, instance.key(), instance.refreshState());
        enrolment.write(item, instance.key(), instance.enrolment());
        instance.expiresAt().ifPresent(at -> item.number(Expiry.ATTRIBUTE, Expiry.secondOf(at)));
        return item.done();
    }

    Instance read(Map<String, AttributeValue> attributes) {
        ItemReader item = new ItemReader(attributes);
        InstanceKey key = InstanceKey.parse(item.text(KEY));
        return new Instance(
                key,
                registration.read(item, key),
                new StatementFingerprint(item.text("statement")),
                item.optionalText("redirectUri").map(RedirectUri::new),
                new Device(
                        open(item, key, DEVICE_INFO).map(DeviceInfo::new),
                        open(item, key, CLIENT_IP).map(ClientIp::new),
                        item.optionalItem(PROVED)
                                .map(proved -> new ProvedHeader(
                                        open(proved, key, PROVED_DEVICE_INFO).map(DeviceInfo::new)))),
                open(item, key, TOKEN)
                        .map(token -> new InstanceToken(
                                new AccessToken(token),
                                item.time("tokenIssuedAt"),
                                item.time(TOKEN_EXPIRES_AT),
                                item.time(TOKEN_REFRESH_AFTER))),
                refreshState.read(item),
                enrolment.read(item, key),
                item.time(CREATED_AT),
                item.number(VERSION));
    }

    private void seal(ItemWriter item, InstanceKey key, String field, Optional<? extends Secret> secret) {
        secret.ifPresent(value -> item.bytes(field, sealer.seal(value.reveal(), key.toString(), field)));
    }

    /**
     * Returns empty also if the value does not open. A token can be requested again, and a device sends its headers
     * with the next call. A lost key must not cost an instance whose credentials are safe.
     */
    private Optional<String> open(ItemReader item, InstanceKey key, String field) {
        try {
            return item.optionalBytes(field).map(bytes -> sealer.open(bytes, key.toString(), field));
        } catch (Sealer.SealBroken broken) {
            journal.note(new Entry.SealBroken(key, field));
            return Optional.empty();
        }
    }
}
