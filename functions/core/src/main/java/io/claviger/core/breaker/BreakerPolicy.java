package io.claviger.core.breaker;

import java.time.Duration;

/**
 * When calls are stopped. The breaker opens once at least {@code minSilent} calls, and at least half of all calls, of one
 * window were not answered.
 *
 * @param places how many counted calls may wait at a time, over all processes
 * @param minSilent how many silent calls of one window open the breaker at the earliest
 * @param window how long calls are counted together
 * @param knownFor how long a process relies on what the store last said; then its next call is counted
 * @param probeEvery the time from one probe to the next; longer than a call and the clock skew together
 * @param placeLease how long a place is kept for a process that died; longer than any call
 */
public record BreakerPolicy(
        int places, int minSilent, Duration window, Duration knownFor, Duration probeEvery, Duration placeLease) {

    public static final BreakerPolicy DEFAULT = new BreakerPolicy(
            100, 20, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(15));

    boolean opensAt(BreakerStore.Ends ends) {
        return ends.silent() >= minSilent && ends.silent() >= ends.answered();
    }
}
