package io.claviger.core.vending;

import io.claviger.core.Pause;
import java.time.Duration;

/** How far back any process remembers. Whoever has just taken tokens away waits for it before saying so. */
public final class CacheExpiryWait {
    private final Duration trust;
    private final Pause pause;

    /** @param trust what every {@link TokenCache} of the deployment is made with */
    public CacheExpiryWait(Duration trust, Pause pause) {
        this.trust = trust;
        this.pause = pause;
    }

    /** Returns once nothing is remembered from before the call. */
    public void pass() {
        if (trust.isPositive()) {
            pause.pause(trust);
        }
    }
}
