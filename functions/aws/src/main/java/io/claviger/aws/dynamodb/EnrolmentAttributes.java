package io.claviger.aws.dynamodb;

import io.claviger.aws.sealing.Sealer;
import io.claviger.core.credentials.DeviceSecret;
import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.DeviceKey.Material;
import io.claviger.core.instance.Enrolment;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The enrolment in an instance's item. Device secrets are sealed, and of a code there is its SHA-256. */
final class EnrolmentAttributes {
    private static final String KEYS = "deviceKeys";
    private static final String CODE = "enrolmentCode";
    private static final String SECRET = "deviceSecret";

    private final Sealer sealer;
    private final Journal journal;

    EnrolmentAttributes(Sealer sealer, Journal journal) {
        this.sealer = sealer;
        this.journal = journal;
    }

    void write(ItemWriter item, InstanceKey owner, Enrolment enrolment) {
        if (!enrolment.keys().isEmpty()) {
            item.items(
                    KEYS,
                    enrolment.keys().stream().map(key -> write(owner, key)).toList());
        }
        enrolment
                .code()
                .ifPresent(code -> item.item(
                        CODE, new ItemWriter().text("sha256", code.sha256()).time("expiresAt", code.expiresAt())));
    }

    Enrolment read(ItemReader item, InstanceKey owner) {
        List<DeviceKey> keys = item.optionalItems(KEYS).stream()
                .flatMap(key -> read(owner, key))
                .toList();
        return new Enrolment(
                keys,
                item.optionalItem(CODE).map(code -> new Enrolment.Code(code.text("sha256"), code.time("expiresAt"))));
    }

    private ItemWriter write(InstanceKey owner, DeviceKey key) {
        ItemWriter item = new ItemWriter().text("id", key.id()).time("enrolledAt", key.enrolledAt());
        return switch (key.material()) {
            case Material.PublicKey(String jwk) -> item.text("jwk", jwk);
            case Material.SharedSecret(DeviceSecret secret) ->
                item.bytes(SECRET, sealer.seal(secret.reveal(), owner.toString(), field(key.id())));
        };
    }

    private Stream<DeviceKey> read(InstanceKey owner, ItemReader item) {
        String id = item.text("id");
        return item
                .optionalText("jwk")
                .<Material>map(Material.PublicKey::new)
                .or(() -> secret(owner, id, item))
                .map(material -> new DeviceKey(id, material, item.time("enrolledAt")))
                .stream();
    }

    /** Empty also if the secret does not open: then its device enrols again. */
    private Optional<Material> secret(InstanceKey owner, String id, ItemReader item) {
        try {
            return item.optionalBytes(SECRET)
                    .map(bytes -> new DeviceSecret(sealer.open(bytes, owner.toString(), field(id))))
                    .map(Material.SharedSecret::new);
        } catch (Sealer.SealBroken _) {
            journal.note(new Entry.SealBroken(owner, SECRET));
            return Optional.empty();
        }
    }

    private static String field(String keyId) {
        return SECRET + " " + keyId;
    }
}
