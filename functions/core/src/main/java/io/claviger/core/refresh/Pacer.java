package io.claviger.core.refresh;

import io.claviger.core.Pause;
import io.claviger.core.authorizationserver.Device;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes background calls at the pace that Adobe allows for a device's address. */
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

    /** How long a call may wait for its turn. */
    Duration maxWait() {
        return maxWait;
    }

    /**
     * Waits for the device's turn and makes the call.
     *
     * @return empty if the turn would come later than {@code maxWait}; then the call is not made
     */
    <A> Optional<A> inTurn(Device device, Supplier<A> call) {
        Optional<Duration> wait = pacing.reserve(device.ip(), maxWait);
        wait.filter(Duration::isPositive).ifPresent(pause::pause);
        return wait.map(_ -> call.get());
    }
}
