package io.claviger.api.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers for a minute what a token was verified as: half of the processor time of a vend from memory goes into the
 * verification. It keeps hashes and no token.
 *
 * @param <V> who bears a provider's token, so that a key that the provider withdraws works for a minute longer; or the
 *     device's key that verified an assertion
 */
final class VerifiedTokens<V> {
    static final Duration MAX_AGE = Duration.ofMinutes(1);
    private static final int MAX_ENTRIES = 1_000;

    private record Verified<V>(V as, Instant end) {}

    private final InstantSource clock;
    private final Map<String, Verified<V>> verified = new LinkedHashMap<>();

    VerifiedTokens(InstantSource clock) {
        this.clock = clock;
    }

    Optional<V> find(String token) {
        String hash = hash(token);
        Instant now = clock.instant();
        synchronized (verified) {
            return Optional.ofNullable(verified.get(hash))
                    .filter(found -> now.isBefore(found.end()))
                    .map(Verified::as);
        }
    }

    /** @param expiresAt when the token is no longer accepted */
    void put(String token, V as, Instant expiresAt) {
        String hash = hash(token);
        Instant oldest = clock.instant().plus(MAX_AGE);
        synchronized (verified) {
            verified.remove(hash);
            verified.put(hash, new Verified<>(as, expiresAt.isBefore(oldest) ? expiresAt : oldest));
            if (verified.size() > MAX_ENTRIES) {
                verified.remove(verified.keySet().iterator().next());
            }
        }
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
