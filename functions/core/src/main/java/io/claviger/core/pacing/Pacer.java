package io.claviger.core.pacing;

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

    /**
     * Waits for the address's turn.
     *
     * @return false at once if the turn is more than {@code maxWait} away: the call may not be made
     */
    public boolean await(Optional<ClientIp> ip) {
        Optional<Duration> wait = pacing.reserve(ip, maxWait);
        wait.filter(Duration::isPositive).ifPresent(pause::pause);
        return wait.isPresent();
    }

    /** How long until the place of a call without a turn, between the two times if they allow that. */
    public Duration place(Optional<ClientIp> ip, Duration earliest, Duration latest) {
        return pacing.place(ip, earliest, latest.compareTo(earliest) > 0 ? latest : earliest);
    }

    /** Empty once a call that nobody waits for has its turn; else how long it would have to wait. */
    Optional<Duration> background(Optional<ClientIp> ip) {
        return await(ip) ? Optional.empty() : Optional.of(maxWait);
    }

    /** Empty if a call that a caller waits for may be made; else how long it would have to wait. */
    Optional<Duration> foreground(Optional<ClientIp> ip) {
        return pacing.countUnlessThrottled(ip);
    }

    /** As {@link DevicePacing#holdBack}. */
    void holdBack(Optional<ClientIp> ip, Duration pause) {
        pacing.holdBack(ip, pause);
    }
}
