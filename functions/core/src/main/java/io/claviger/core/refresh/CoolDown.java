package io.claviger.core.refresh;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to leave the authorization server in peace after failures: doubling from one second, capped at a minute, and
 * jittered by half so that instances that failed together do not come back together (AWS Well-Architected REL05-BP03).
 */
public final class CoolDown {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int DOUBLINGS = 6;

    private final RandomGenerator random;

    public CoolDown(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param failures how many came before this one
     * @return between {@code 2^failures} seconds and half as much again, at most 90 seconds
     */
    public Duration after(int failures) {
        Duration grown = FIRST.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        Duration capped = grown.compareTo(LONGEST) > 0 ? LONGEST : grown;
        return capped.plusMillis(random.nextLong(capped.toMillis() / 2 + 1));
    }
}
