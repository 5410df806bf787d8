package io.claviger.core.authorizationserver;

import java.util.Optional;

/** The device that a call is made for, as far as the authorization server is told. */
public record Device(Optional<DeviceInfo> info, Optional<ClientIp> ip) {
    /** Claviger itself: no device header, and the address of its own calls. */
    public static final Device NONE = new Device(Optional.empty(), Optional.empty());

    /** This device, updated by what a later request tells about it. */
    public Device updatedBy(Device later) {
        return new Device(later.info.or(() -> info), later.ip.or(() -> ip));
    }
}
