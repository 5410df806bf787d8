package io.claviger.core.authorizationserver;

import java.util.Optional;

/** What the authorization server is told of the device that a call is made for. */
public record Device(Optional<DeviceInfo> info, Optional<ClientIp> ip) {
    /** Claviger itself: no device header, and the address that its calls come from. */
    public static final Device NONE = new Device(Optional.empty(), Optional.empty());

    /** This device, with whatever the later snapshot knows better. */
    public Device seenAgainAs(Device later) {
        return new Device(later.info.or(() -> info), later.ip.or(() -> ip));
    }
}
