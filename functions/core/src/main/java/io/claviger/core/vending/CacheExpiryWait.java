package io.claviger.core.vending;

import io.claviger.core.Pause;
import java.time.Duration;

/** Waits until no process can hand out a token from its cache that was withdrawn before the wait began. */
public final class CacheExpiryWait {
    private final Duration maxAge;
    private final Pause pause;

    /** @param maxAge the same as in every {@link TokenCache} of the deployment */
    public CacheExpiryWait(Duration maxAge, Pause pause) {
        this.maxAge = maxAge;
        this.pause = pause;
    }

    /** Returns once no cache holds a token from before the call. */
    public void await() {
        if (maxAge.isPositive()) {
            pause.pause(maxAge);
        }
    }
}
