package io.claviger.aws.sealing;

import com.google.crypto.tink.aead.AesGcmKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the next keyset. The key that the previous rotation added becomes the primary: every process already knows
 * it. A fresh key is added for the next rotation. No key is dropped, because old values stay sealed under their old
 * key.
 */
final class KeysetRotation {
    /** A secret holds 65,536 bytes, and a key takes about 230. Monthly rotations last twenty years. */
    static final int MAX_KEYS = 250;

    private final SecureRandom random;

    KeysetRotation(SecureRandom random) {
        this.random = random;
    }

    /** @throws IllegalStateException if the keyset already has {@link #MAX_KEYS} keys */
    Keyset next(Keyset current) {
        if (current.keys().size() >= MAX_KEYS) {
            throw new IllegalStateException("the keyset is full with %d keys".formatted(MAX_KEYS));
        }
        List<AesGcmKey> keys = new ArrayList<>(current.keys());
        int promoted = Keyset.id(keys.getLast());
        keys.add(SealingKey.random(freshId(keys)));
        return new Keyset(keys, promoted);
    }

    private int freshId(List<AesGcmKey> taken) {
        return random.ints()
                .filter(id -> taken.stream().noneMatch(key -> Keyset.id(key) == id))
                .findFirst()
                .orElseThrow();
    }
}
