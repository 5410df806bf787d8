package io.claviger.core.pacing;

import io.claviger.core.authorizationserver.ClientIp;
import java.time.Duration;
import java.util.Optional;

/**
 * The port to the calls that all processes together make for one device address. Adobe Pass allows an address one call a
 * second and a burst of ten (throttling page); an empty address stands for calls that Adobe counts against Claviger's own.
 */
public interface DevicePacing {
    /**
     * Reserves the next free turn for one background call, unless it is more than {@code maxWait} away. Background calls
     * take at most half of Adobe's rate.
     *
     * @return how long to wait before making the call; empty if no turn is free soon enough, and then none is reserved
     */
    Optional<Duration> reserve(Optional<ClientIp> ip, Duration maxWait);

    /**
     * Gives a background call that got no turn a place: a time at which a turn is likely to be free for it. Each call gets
     * another one, {@code earliest} from now at the earliest.
     *
     * @return how long until the place; {@code latest} if every place until then is taken
     */
    Duration place(Optional<ClientIp> ip, Duration earliest, Duration latest);

    /**
     * Counts one call that a caller waits for: it takes a turn and does not wait for it. Such calls take ten turns ahead at
     * most, so that background calls go on ten seconds after them. While Adobe refuses the address after a 429, the call is
     * not counted and may not be made.
     *
     * @return for how much longer Adobe refuses the address; empty if it does not
     */
    Optional<Duration> countUnlessThrottled(Optional<ClientIp> ip);

    /** Makes no turn free for the address before this time has passed: what Adobe asks for with a 429. */
    void holdBack(Optional<ClientIp> ip, Duration pause);
}
