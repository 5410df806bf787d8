package io.claviger.core.refresh;

import io.claviger.core.authorizationserver.ClientIp;
import java.time.Duration;
import java.util.Optional;

/** The port to the turns that background calls of all processes take for one device address. */
@FunctionalInterface
public interface DevicePacing {
    /**
     * Reserves the next free turn for one background call, unless it is more than {@code maxWait} away.
     *
     * @param ip empty for calls that Adobe counts against Claviger's own address
     * @return how long to wait before making the call; empty if no turn is free soon enough, and then none is reserved
     */
    Optional<Duration> reserve(Optional<ClientIp> ip, Duration maxWait);
}
