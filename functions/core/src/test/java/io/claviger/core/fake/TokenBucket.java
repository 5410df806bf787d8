package io.claviger.core.fake;

import java.time.Duration;
import java.time.Instant;

/** Adobe's throttling page allows each device one call a second and an initial burst of ten. */
public final class TokenBucket {
    private final double burst;
    private final double perSecond;
    private double left;
    private Instant since;

    private TokenBucket(double burst, double perSecond, Instant now) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.left = burst;
        this.since = now;
    }

    /** What Adobe allows. */
    public TokenBucket(Instant now) {
        this(10, 1, now);
    }

    /** Half of what Adobe allows, and a burst of calls whose turns lie within ten seconds. */
    public static TokenBucket forBackgroundCalls(Instant now) {
        return new TokenBucket(5, 0.5, now);
    }

    /** @return false if the call is over the limit */
    public boolean take(Instant now) {
        left = Math.min(burst, left + perSecond * Duration.between(since, now).toMillis() / 1000.0);
        since = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
