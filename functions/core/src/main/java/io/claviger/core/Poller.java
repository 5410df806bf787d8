package io.claviger.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for other processes' work: looks, pauses and looks again. */
public final class Poller {
    private final Pause pause;
    private final InstantSource clock;

    public Poller(Pause pause, InstantSource clock) {
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * Looks until there is a result, and a last time once {@code maxWait} is over.
     *
     * @param poll the pause between two looks
     * @param look empty while other processes' work is under way
     * @return empty if {@code maxWait} is over without a result
     */
    public <T> Optional<T> until(Duration maxWait, Duration poll, Supplier<Optional<T>> look) {
        Instant giveUpAt = clock.instant().plus(maxWait);
        while (true) {
            Optional<T> result = look.get();
            if (result.isPresent() || !clock.instant().isBefore(giveUpAt)) {
                return result;
            }
            pause.pause(poll);
        }
    }
}
