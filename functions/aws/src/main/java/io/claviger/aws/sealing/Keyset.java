package io.claviger.aws.sealing;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A set of AES-256-GCM keys, oldest first. One of them, the primary, seals. It is immutable and never printed. */
final class Keyset {
    private final List<SealingKey> keys;
    private final SealingKey primary;
    private final Map<Integer, SealingKey> byId;

    /** @throws IllegalArgumentException if two keys share an id, or none has the primary's id */
    Keyset(List<SealingKey> keys, int primaryId) {
        this.keys = List.copyOf(keys);
        this.byId = keys.stream().collect(Collectors.toUnmodifiableMap(SealingKey::id, Function.identity(), (_, _) -> {
            throw new IllegalArgumentException("the keyset has two keys of one id");
        }));
        this.primary = Optional.ofNullable(byId.get(primaryId))
                .orElseThrow(() -> new IllegalArgumentException("the keyset has no primary key"));
    }

    List<SealingKey> keys() {
        return keys;
    }

    SealingKey primary() {
        return primary;
    }

    /** Whether one of these keys sealed this text. */
    boolean knows(byte[] sealed) {
        return byId.containsKey(SealingKey.sealerOf(sealed));
    }

    /** Whether this keyset opens everything that the other one opens. */
    boolean includes(Keyset other) {
        return other.keys.stream().allMatch(key -> keys.stream().anyMatch(key::isSameAs));
    }

    byte[] seal(byte[] clear, byte[] associatedData) throws GeneralSecurityException {
        return primary.seal(clear, associatedData);
    }

    /** @throws GeneralSecurityException if another key or another place sealed it, or it was changed */
    byte[] open(byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
        return Optional.ofNullable(byId.get(SealingKey.sealerOf(sealed)))
                .orElseThrow(() -> new GeneralSecurityException("sealed by none of these keys"))
                .open(sealed, associatedData);
    }
}
