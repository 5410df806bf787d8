package io.claviger.core.vending;

import io.claviger.core.instance.Admission;
import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens that this process handed out most recently. An entry is at most {@code maxAge} old: a use case that
 * withdraws a token waits that long, and then no process hands the token out any more ({@link CacheExpiryWait}).
 */
public final class TokenCache {
    private static final int MAX_ENTRIES = 10_000;

    private record CachedToken(InstanceToken token, List<DeviceKey> deviceKeys, Instant readAt) {}

    private final Duration maxAge;
    private final InstantSource clock;
    private final Map<InstanceKey, CachedToken> tokens = new LinkedHashMap<>();

    /** @param maxAge how long a token may be answered from this cache; zero turns the cache off */
    public TokenCache(Duration maxAge, InstantSource clock) {
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** @param readAt when the read began that found the token and its instance */
    synchronized void put(Instance owner, InstanceToken token, Instant readAt) {
        tokens.remove(owner.key());
        tokens.put(owner.key(), new CachedToken(token, owner.enrolment().keys(), readAt));
        if (tokens.size() > MAX_ENTRIES) {
            tokens.remove(tokens.keySet().iterator().next());
        }
    }

    /** Empty, too, if the device keys that were read with the token do not admit the caller. */
    Optional<InstanceToken> find(InstanceKey key, Admission admission) {
        return cached(key)
                .filter(cached -> admission.admits(cached.deviceKeys()))
                .map(CachedToken::token);
    }

    private synchronized Optional<CachedToken> cached(InstanceKey key) {
        Instant now = clock.instant();
        return Optional.ofNullable(tokens.get(key))
                .filter(cached -> !now.isBefore(cached.readAt())
                        && now.isBefore(cached.readAt().plus(maxAge)));
    }

    synchronized void remove(InstanceKey key) {
        tokens.remove(key);
    }
}
