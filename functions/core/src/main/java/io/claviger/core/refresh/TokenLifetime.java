package io.claviger.core.refresh;

import io.claviger.core.authorizationserver.TokenAnswer.Issued;
import io.claviger.core.instance.HeldToken;
import io.claviger.core.instance.InstanceKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What to believe of the times in a token answer. Every doubt is settled so that a token is never held to be valid for
 * longer than it is.
 */
public final class TokenLifetime {
    /** How long a token is held to live when the answer does not say (RFC 6749 section 5.1 only recommends expires_in). */
    static final Duration ASSUMED = Duration.ofMinutes(10);
    /** The longest life that Adobe documents. */
    static final Duration LONGEST = Duration.ofHours(24);
    /** A created_at this far in the past may be the authorization server's clock; further, it is an older token. */
    static final Duration TOLERATED_SKEW = Duration.ofMinutes(5);

    private final RefreshPolicy policy;

    public TokenLifetime(RefreshPolicy policy) {
        this.policy = policy;
    }

    /**
     * @param token as it is to be held
     * @param extended false if its expiry is no later than that of the token held before
     */
    public record Received(HeldToken token, boolean extended) {
        /**
         * The same token again is left to age. One with so little left that no other process can be sure of it would be asked
         * for by each of them, and the authorization server may hand it out again as long as it lasts.
         */
        Optional<Instant> nextCallNotBefore(Instant now, Duration clockSkew) {
            if (token.left(now).compareTo(token.unsure(clockSkew)) <= 0) {
                return Optional.of(token.expiresAt());
            }
            return extended ? Optional.empty() : Optional.of(token.refreshAfter());
        }
    }

    /**
     * @param askedAt when the request was sent, so not after the token was issued
     * @param previous the token held until now
     * @return empty if the token has expired already, or its expires_in is zero or negative
     */
    public Optional<Received> believe(InstanceKey key, Issued answer, Instant askedAt, Optional<HeldToken> previous) {
        long stated = answer.expiresInSeconds().orElse(ASSUMED.toSeconds());
        if (stated <= 0) {
            return Optional.empty();
        }
        Duration life = Duration.ofSeconds(Math.min(stated, LONGEST.toSeconds()));
        Instant issuedAt = issuedAt(answer, askedAt, life);
        Instant expiresAt = issuedAt.plus(life);
        Optional<HeldToken> same = previous.filter(held -> held.value().equals(answer.token()));
        if (same.isPresent() && same.get().expiresAt().isBefore(expiresAt)) {
            expiresAt = same.get().expiresAt();
        }
        if (!expiresAt.isAfter(askedAt)) {
            return Optional.empty();
        }
        boolean extended =
                previous.isEmpty() || expiresAt.isAfter(previous.get().expiresAt());
        Instant since = same.map(HeldToken::issuedAt).orElse(issuedAt);
        Instant refreshAfter = extended
                ? issuedAt.plus(scale(Duration.between(issuedAt, expiresAt), refreshPoint(key)))
                : askedAt.plus(Duration.between(askedAt, expiresAt).dividedBy(2));
        return Optional.of(new Received(new HeldToken(answer.token(), since, expiresAt, refreshAfter), extended));
    }

    /**
     * The authorization server's own time, where it makes the token older; except where that much skew between the clocks is
     * likelier, because the token would lose more than a tenth of its life to it.
     */
    private static Instant issuedAt(Issued answer, Instant askedAt, Duration life) {
        Instant createdAt = answer.createdAt().filter(askedAt::isAfter).orElse(askedAt);
        Duration age = Duration.between(createdAt, askedAt);
        boolean skewIsLikelier = age.compareTo(TOLERATED_SKEW) <= 0 && age.compareTo(life.dividedBy(10)) > 0;
        return skewIsLikelier ? askedAt : createdAt;
    }

    /** The same for the same instance every time, and evenly spread over many instances. */
    private double refreshPoint(InstanceKey key) {
        CRC32 hash = new CRC32();
        hash.update(key.toString().getBytes(StandardCharsets.UTF_8));
        double between0And1 = hash.getValue() / (double) 0xFFFF_FFFFL;
        return policy.refreshPoint() + policy.spread() * (2 * between0And1 - 1);
    }

    private static Duration scale(Duration duration, double factor) {
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }
}
