package io.claviger.aws.sealing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.aws.json.JsonTree;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The two stored forms of a keyset. A deployment begins with <code>{"format":"seed","seed":"64 hex digits"}</code>,
 * one key that CloudFormation generates. Every rotation writes <code>{"format":"tink","keyset":{…}}</code>, where the
 * keyset is Tink's own JSON for AES-GCM keys.
 */
final class KeysetFormat {
    /** {@code clav} in ASCII. Every process gives the seed's key the same id. */
    private static final int SEED_KEY_ID = 0x636c6176;

    private static final String AES_GCM = "type.googleapis.com/google.crypto.tink.AesGcmKey";

    /** The start of Tink's {@code AesGcmKey} in Protocol Buffers: field 3, 32 bytes. Version zero is left out. */
    private static final byte[] KEY_VALUE_TAG = {0x1a, SealingKey.BYTES};

    private KeysetFormat() {}

    /** @throws IllegalArgumentException if it has neither form; the message repeats nothing of it */
    static Keyset parse(String text) {
        try {
            ObjectNode json = JsonTree.parse(text);
            return switch (JsonTree.text(json, "format")) {
                case "seed" -> ofSeed(HexFormat.of().parseHex(JsonTree.text(json, "seed")));
                case "tink" -> ofTink(json.path("keyset"));
                default -> throw new IllegalArgumentException("unknown format");
            };
        } catch (JsonTree.Unreadable | IllegalArgumentException _) {
            throw new IllegalArgumentException("the keyset is unreadable");
        }
    }

    static String write(Keyset keyset) {
        ObjectNode json = JsonTree.object().put("format", "tink");
        ObjectNode tink = json.putObject("keyset")
                .put("primaryKeyId", Integer.toUnsignedLong(keyset.primary().id()));
        ArrayNode keys = tink.putArray("key");
        for (SealingKey key : keyset.keys()) {
            ObjectNode entry = keys.addObject();
            entry.putObject("keyData")
                    .put("typeUrl", AES_GCM)
                    .put("value", Base64.getEncoder().encodeToString(proto(key)))
                    .put("keyMaterialType", "SYMMETRIC");
            entry.put("status", "ENABLED")
                    .put("keyId", Integer.toUnsignedLong(key.id()))
                    .put("outputPrefixType", "TINK");
        }
        return JsonTree.write(json);
    }

    private static Keyset ofSeed(byte[] seed) {
        return new Keyset(List.of(new SealingKey(seed, SEED_KEY_ID)), SEED_KEY_ID);
    }

    private static Keyset ofTink(JsonNode keyset) {
        List<SealingKey> keys =
                keyset.path("key").valueStream().map(KeysetFormat::key).toList();
        return new Keyset(keys, (int) JsonTree.number(keyset, "primaryKeyId"));
    }

    private static SealingKey key(JsonNode entry) {
        JsonNode data = entry.path("keyData");
        if (!JsonTree.text(data, "typeUrl").equals(AES_GCM)
                || !JsonTree.text(entry, "status").equals("ENABLED")
                || !JsonTree.text(entry, "outputPrefixType").equals("TINK")) {
            throw new IllegalArgumentException("a key of another kind");
        }
        ByteBuffer proto = ByteBuffer.wrap(Base64.getDecoder().decode(JsonTree.text(data, "value")));
        if (proto.remaining() != KEY_VALUE_TAG.length + SealingKey.BYTES
                || proto.get() != KEY_VALUE_TAG[0]
                || proto.get() != KEY_VALUE_TAG[1]) {
            throw new IllegalArgumentException("not an AES-256-GCM key");
        }
        byte[] material = new byte[SealingKey.BYTES];
        proto.get(material);
        return new SealingKey(material, (int) JsonTree.number(entry, "keyId"));
    }

    private static byte[] proto(SealingKey key) {
        return ByteBuffer.allocate(KEY_VALUE_TAG.length + SealingKey.BYTES)
                .put(KEY_VALUE_TAG)
                .put(key.material())
                .array();
    }
}
