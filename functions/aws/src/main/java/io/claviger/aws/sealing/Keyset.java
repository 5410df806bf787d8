package io.claviger.aws.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A set of AES-256-GCM keys, oldest first. One of them, the primary, seals. It is immutable and never printed.
 *
 * <p>Tink's {@code KeysetHandle} does the same through Protocol Buffers. Opening a first token took 300 ms with it
 * and takes 160 ms without it, 110 ms of which are the JDK's own cipher (one busy core, C1). The sealed bytes are the
 * same.
 */
final class Keyset {
    /** Tink puts a version byte and the key's id in front of a ciphertext. */
    private static final int PREFIX_LENGTH = 5;

    private final List<AesGcmKey> keys;
    private final AesGcmKey primary;
    private final Map<Integer, Aead> aeads = new HashMap<>();

    /** @throws IllegalArgumentException if two keys share an id, or none has the primary's id */
    Keyset(List<AesGcmKey> keys, int primaryId) {
        this.keys = List.copyOf(keys);
        this.primary = keys.stream()
                .filter(key -> id(key) == primaryId)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the keyset has no primary key"));
        for (AesGcmKey key : keys) {
            if (aeads.put(id(key), aead(key)) != null) {
                throw new IllegalArgumentException("the keyset has two keys of one id");
            }
        }
    }

    static int id(AesGcmKey key) {
        return Objects.requireNonNull(key.getIdRequirementOrNull(), "keys with Tink's prefix have an id");
    }

    List<AesGcmKey> keys() {
        return keys;
    }

    AesGcmKey primary() {
        return primary;
    }

    /** Whether one of these keys sealed this text. */
    boolean knows(byte[] sealed) {
        return sealer(sealed).isPresent();
    }

    /** Whether this keyset opens everything that the other one opens. */
    boolean includes(Keyset other) {
        return other.keys.stream().allMatch(key -> keys.stream().anyMatch(key::equalsKey));
    }

    byte[] seal(byte[] clear, byte[] associatedData) throws GeneralSecurityException {
        return aead(primary).encrypt(clear, associatedData);
    }

    /** @throws GeneralSecurityException if another key or another place sealed it, or it was changed */
    byte[] open(byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
        return sealer(sealed)
                .orElseThrow(() -> new GeneralSecurityException("sealed by none of these keys"))
                .decrypt(sealed, associatedData);
    }

    private Optional<Aead> sealer(byte[] sealed) {
        return Optional.of(sealed)
                .filter(bytes -> bytes.length > PREFIX_LENGTH)
                .map(bytes -> aeads.get(ByteBuffer.wrap(bytes).getInt(1)));
    }

    private static Aead aead(AesGcmKey key) {
        try {
            return AesGcmJce.create(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the keyset has a key that cannot seal", e);
        }
    }
}
