package io.claviger.core.vending;

import io.claviger.core.instance.HeldToken;
import io.claviger.core.instance.InstanceKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens that this process handed out a moment ago. What it remembers is at most {@code trust} old, so whoever takes a
 * token away can wait that long and be sure that nobody hands it out any more ({@link CacheExpiryWait}).
 */
public final class TokenCache {
    private static final int MAX = 10_000;

    private record Remembered(HeldToken token, Instant readAt) {}

    private final Duration trust;
    private final InstantSource clock;
    private final Map<InstanceKey, Remembered> tokens = new LinkedHashMap<>();

    /** @param trust zero remembers nothing */
    public TokenCache(Duration trust, InstantSource clock) {
        this.trust = trust;
        this.clock = clock;
    }

    /** @param readAt when the reading began that the token came from */
    synchronized void remember(InstanceKey key, HeldToken token, Instant readAt) {
        tokens.remove(key);
        tokens.put(key, new Remembered(token, readAt));
        if (tokens.size() > MAX) {
            tokens.remove(tokens.keySet().iterator().next());
        }
    }

    synchronized Optional<HeldToken> recall(InstanceKey key) {
        Instant now = clock.instant();
        return Optional.ofNullable(tokens.get(key))
                .filter(remembered -> !now.isBefore(remembered.readAt())
                        && now.isBefore(remembered.readAt().plus(trust)))
                .map(Remembered::token);
    }

    synchronized void forget(InstanceKey key) {
        tokens.remove(key);
    }
}
