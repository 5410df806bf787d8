package io.claviger.core.refresh;

import io.claviger.core.authorizationserver.TokenAnswer.Issued;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Derives a token's times from a token answer, and computes its refresh point. Where the answer is unclear, the shorter
 * life counts, so that no token is taken to be valid for longer than it is.
 */
public final class TokenLifetime {
    /** A token's life if the answer gives none (RFC 6749 section 5.1 only recommends expires_in). */
    static final Duration DEFAULT_LIFE = Duration.ofMinutes(10);
    /** The longest life that Adobe documents. */
    static final Duration MAX_LIFE = Duration.ofHours(24);
    /** A created_at at most this old may come from skew between the clocks; an older one belongs to an older token. */
    static final Duration TOLERATED_SKEW = Duration.ofMinutes(5);

    /** What the {@code Date} of an answer leaves out. */
    private static final Duration DATE_PRECISION = Duration.ofSeconds(1);

    private final RefreshPolicy policy;

    public TokenLifetime(RefreshPolicy policy) {
        this.policy = policy;
    }

    /**
     * @param token with the times to rely on
     * @param extended false if it expires no later than the previous token
     */
    public record Received(InstanceToken token, boolean extended) {
        /**
         * No call for a token that the authorization server would only issue again: one that it just issued again is
         * kept until its refresh point, and one within its safety margin until it expires.
         */
        Optional<Instant> nextCallNotBefore(Instant now, Duration clockSkew) {
            if (token.left(now).compareTo(token.safetyMargin(clockSkew)) <= 0) {
                return Optional.of(token.expiresAt());
            }
            return extended ? Optional.empty() : Optional.of(token.refreshAfter());
        }
    }

    /**
     * @param askedAt when the request was sent, so no later than the token was issued
     * @param previous the instance's token until now
     * @return empty if the token has already expired, or its expires_in is zero or negative
     */
    public Optional<Received> evaluate(
            InstanceKey key, Issued answer, Instant askedAt, Optional<InstanceToken> previous) {
        long stated = answer.expiresInSeconds().orElse(DEFAULT_LIFE.toSeconds());
        if (stated <= 0) {
            return Optional.empty();
        }
        Duration life = Duration.ofSeconds(Math.min(stated, MAX_LIFE.toSeconds()));
        Instant issuedAt = issuedAt(answer, askedAt, life);
        Instant expiresAt = issuedAt.plus(life);
        Optional<InstanceToken> same = previous.filter(token -> token.value().equals(answer.token()));
        if (same.isPresent() && same.get().expiresAt().isBefore(expiresAt)) {
            expiresAt = same.get().expiresAt();
        }
        if (!expiresAt.isAfter(askedAt)) {
            return Optional.empty();
        }
        boolean extended =
                previous.isEmpty() || expiresAt.isAfter(previous.get().expiresAt());
        Instant since = same.map(InstanceToken::issuedAt).orElse(issuedAt);
        Instant refreshAfter = extended
                ? issuedAt.plus(scale(Duration.between(issuedAt, expiresAt), refreshShare(key)))
                : askedAt.plus(Duration.between(askedAt, expiresAt).dividedBy(2));
        return Optional.of(new Received(new InstanceToken(answer.token(), since, expiresAt, refreshAfter), extended));
    }

    /**
     * By the authorization server's clock alone if its answer has a {@code Date}. Else its own time if it makes the
     * token older; but a difference of at most five minutes that would cost the token more than a tenth of its life
     * counts as skew between the clocks.
     */
    private static Instant issuedAt(Issued answer, Instant askedAt, Duration life) {
        Optional<Duration> ageWhenAnswered =
                answer.answeredAt().flatMap(date -> answer.createdAt().map(created -> Duration.between(created, date)));
        return ageWhenAnswered
                .map(age -> askedAt.minus(atMost(age)))
                .orElseGet(() -> issuedAtByBothClocks(answer, askedAt, life));
    }

    /** {@code Date} leaves out up to a second, and a new token is younger than that. */
    private static Duration atMost(Duration age) {
        return age.compareTo(DATE_PRECISION) < 0 ? Duration.ZERO : age.plus(DATE_PRECISION);
    }

    private static Instant issuedAtByBothClocks(Issued answer, Instant askedAt, Duration life) {
        Instant createdAt = answer.createdAt().filter(askedAt::isAfter).orElse(askedAt);
        Duration age = Duration.between(createdAt, askedAt);
        boolean skewIsLikelier = age.compareTo(TOLERATED_SKEW) <= 0 && age.compareTo(life.dividedBy(10)) > 0;
        return skewIsLikelier ? askedAt : createdAt;
    }

    /** Constant for one instance, and evenly spread over many instances. */
    private double refreshShare(InstanceKey key) {
        CRC32 hash = new CRC32();
        hash.update(key.toString().getBytes(StandardCharsets.UTF_8));
        double between0And1 = hash.getValue() / (double) 0xFFFF_FFFFL;
        return policy.refreshShare() + policy.spread() * (2 * between0And1 - 1);
    }

    private static Duration scale(Duration duration, double factor) {
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }
}
