package io.claviger.core.refresh;

import io.claviger.core.Pause;
import io.claviger.core.authorizationserver.ClientIp;
import java.time.Duration;
import java.util.Optional;

/** Waits for the turns of background calls, at the pace that Adobe allows for a device's address. */
public final class Pacer {
    private final DevicePacing pacing;
    private final Duration maxWait;
    private final Pause pause;

    /** @param maxWait how long a call may wait for its turn */
    public Pacer(DevicePacing pacing, Duration maxWait, Pause pause) {
        this.pacing = pacing;
        this.maxWait = maxWait;
        this.pause = pause;
    }

    public DevicePacing pacing() {
        return pacing;
    }

    /**
     * Waits for the address's turn.
     *
     * @return empty once it has come; {@code maxWait} at once if it would come later than that
     */
    Optional<Duration> await(Optional<ClientIp> ip) {
        Optional<Duration> wait = pacing.reserve(ip, maxWait);
        wait.filter(Duration::isPositive).ifPresent(pause::pause);
        return wait.isPresent() ? Optional.empty() : Optional.of(maxWait);
    }

    /** How long until the place of a call without a turn; a sweep can see it ahead. */
    Duration place(Optional<ClientIp> ip, Duration latest) {
        Duration earliest = SweepDueInstances.INTERVAL;
        return pacing.place(ip, earliest, latest.compareTo(earliest) > 0 ? latest : earliest);
    }
}
