package io.claviger.aws.sealing;

import com.google.crypto.tink.aead.AesGcmKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows upon a keyset. The key that the last rotation added begins to seal, so every process that has seen that
 * rotation can open what is sealed from now on; a fresh key is added for next time; no key is dropped, since credentials and
 * idle instances stay sealed under the key of their day.
 */
final class KeysetRotation {
    /** A secret holds 65,536 bytes, a key takes some 230 of them. Rotating monthly, twenty years. */
    static final int MAX_KEYS = 250;

    private final SecureRandom random;

    KeysetRotation(SecureRandom random) {
        this.random = random;
    }

    /** @throws IllegalStateException if there are so many keys already that the secret cannot hold one more */
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
