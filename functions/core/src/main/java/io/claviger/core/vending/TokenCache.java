package io.claviger.core.vending;

import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens that this process handed out most recently. An entry is at most {@code maxAge} old: a use case that
 * withdraws a token waits that long, and then no process hands the token out any more ({@link CacheExpiryWait}).
 */
public final class TokenCache {
    private static final int MAX_ENTRIES = 10_000;

    private record CachedToken(InstanceToken token, Instant readAt) {}

    private final Duration maxAge;
    private final InstantSource clock;
    private final Map<InstanceKey, CachedToken> tokens = new LinkedHashMap<>();

    /** @param maxAge how long a token may be answered from this cache; zero turns the cache off */
    public TokenCache(Duration maxAge, InstantSource clock) {
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** @param readAt when the read began that found the token */
    synchronized void put(InstanceKey key, InstanceToken token, Instant readAt) {
        tokens.remove(key);
        tokens.put(key, new CachedToken(token, readAt));
        if (tokens.size() > MAX_ENTRIES) {
            tokens.remove(tokens.keySet().iterator().next());
        }
    }

    synchronized Optional<InstanceToken> find(InstanceKey key) {
        Instant now = clock.instant();
        return Optional.ofNullable(tokens.get(key))
                .filter(cached -> !now.isBefore(cached.readAt())
                        && now.isBefore(cached.readAt().plus(maxAge)))
                .map(CachedToken::token);
    }

    synchronized void remove(InstanceKey key) {
        tokens.remove(key);
    }
}
