package io.claviger.core.registration;

import io.claviger.core.Pause;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for somebody else's attempt: looks again and again, but not for ever. */
final class Poller {
    private final RegistrationPolicy policy;
    private final Pause pause;
    private final InstantSource clock;

    Poller(RegistrationPolicy policy, Pause pause, InstantSource clock) {
        this.policy = policy;
        this.pause = pause;
        this.clock = clock;
    }

    /** @param look empty while somebody else's work has to be waited for */
    <T> T until(Supplier<Optional<T>> look, T inProgress) {
        Instant giveUpAt = clock.instant().plus(policy.maxWait());
        while (true) {
            Optional<T> settled = look.get();
            if (settled.isPresent()) {
                return settled.get();
            }
            if (!clock.instant().isBefore(giveUpAt)) {
                return inProgress;
            }
            pause.pause(policy.poll());
        }
    }
}
