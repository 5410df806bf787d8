package io.claviger.core.pacing;

import io.claviger.core.instance.CallFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Function;

/**
 * What Adobe did not accept, in this process's memory: the same input makes no call during its cool-down and gets the
 * same result. Other input is proved at once. Nothing is stored, because nothing unproved has an item.
 *
 * @param <R> the result for the caller
 */
public final class FailedProofs<R> {
    private static final int MAX_INPUTS = 1_000;

    private final CoolDown coolDown;
    private final InstantSource clock;
    private final LinkedHashMap<Object, Failed<R>> latest = new LinkedHashMap<>();

    private record Failed<R>(R result, int failures, Instant until) {}

    public FailedProofs(CoolDown coolDown, InstantSource clock) {
        this.coolDown = coolDown;
        this.clock = clock;
    }

    /** The result of the latest proof of this input; empty if it may be proved now. */
    public synchronized Optional<R> during(Object input) {
        return Optional.ofNullable(latest.get(input))
                .filter(failed -> clock.instant().isBefore(failed.until()))
                .map(Failed::result);
    }

    /**
     * Begins a cool-down, which grows with each failure in a row.
     *
     * @param why empty if Adobe refused the input
     * @param result from the end of the cool-down to the result for the caller
     */
    public synchronized R failed(Object input, Optional<CallFailure> why, Function<Instant, R> result) {
        int failures =
                Optional.ofNullable(latest.remove(input)).map(Failed::failures).orElse(0);
        Instant until = clock.instant()
                .plus(why.map(failure -> coolDown.after(failures, failure)).orElseGet(() -> coolDown.after(failures)));
        R told = result.apply(until);
        if (latest.size() == MAX_INPUTS) {
            latest.pollFirstEntry();
        }
        latest.put(input, new Failed<>(told, failures + 1, until));
        return told;
    }

    public synchronized void succeeded(Object input) {
        latest.remove(input);
    }
}
