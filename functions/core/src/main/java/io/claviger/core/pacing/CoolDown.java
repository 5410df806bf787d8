package io.claviger.core.pacing;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.instance.CallFailure;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to make no call for an instance after failures: one second, doubled with every failure up to a minute, plus
 * a random half at most, so that instances that failed together do not retry together (AWS Well-Architected
 * REL05-BP03).
 */
public final class CoolDown {
    private static final Duration MIN = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofMinutes(1);
    private static final int MAX_DOUBLINGS = 6;

    private final RandomGenerator random;

    public CoolDown(RandomGenerator random) {
        this.random = random;
    }

    /**
     * As {@link #after(int)}, and at least as long as Adobe asks for with a 429.
     *
     * @param failures how many failures in a row came before this one
     */
    public Duration after(int failures, CallFailure failure) {
        Duration pause = after(failures);
        return failure instanceof CallFailure.Upstream(Failure.Throttled(Duration asked)) && asked.compareTo(pause) > 0
                ? asked
                : pause;
    }

    /**
     * @param failures how many failures in a row came before this one
     * @return between {@code 2^failures} seconds, at most 60, and half as much again
     */
    public Duration after(int failures) {
        Duration grown = MIN.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        Duration capped = grown.compareTo(MAX) > 0 ? MAX : grown;
        return capped.plusMillis(random.nextLong(capped.toMillis() / 2 + 1));
    }
}
