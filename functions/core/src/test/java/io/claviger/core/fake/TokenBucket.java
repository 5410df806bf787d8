package io.claviger.core.fake;

import java.time.Duration;
import java.time.Instant;

/** Adobe's throttling page allows each device one call a second and an initial burst of ten. */
public final class TokenBucket {
    private static final double BURST = 10;

    private double left = BURST;
    private Instant since;

    public TokenBucket(Instant now) {
        this.since = now;
    }

    /** @return false if the call is over the limit */
    public boolean take(Instant now) {
        left = Math.min(BURST, left + Duration.between(since, now).toMillis() / 1000.0);
        since = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
