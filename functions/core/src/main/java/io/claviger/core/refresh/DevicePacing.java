package io.claviger.core.refresh;

import io.claviger.core.authorizationserver.ClientIp;
import java.time.Duration;
import java.util.Optional;

/** The port to what all workers together have asked Adobe for on behalf of one device address. */
@FunctionalInterface
public interface DevicePacing {
    /**
     * Takes the next free place in time for one background call, unless that place is more than {@code maxWait} away.
     *
     * @param ip empty for calls that Adobe counts against Claviger's own address
     * @return how long to wait before making the call; empty if there is no place soon enough, and then none is taken
     */
    Optional<Duration> reserve(Optional<ClientIp> ip, Duration maxWait);
}
