package io.claviger.aws.sealing;

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
        List<SealingKey> keys = new ArrayList<>(current.keys());
        int promoted = keys.getLast().id();
        keys.add(SealingKey.random(freshId(keys)));
        return new Keyset(keys, promoted);
    }

    private int freshId(List<SealingKey> taken) {
        return random.ints()
                .filter(id -> taken.stream().noneMatch(key -> key.id() == id))
                .findFirst()
                .orElseThrow();
    }
}
