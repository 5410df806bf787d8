package io.claviger.core.authorizationserver;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The device that a call is made for, as far as the authorization server is told.
 *
 * @param info the header of the next call; while {@code proved} is present, no call with it has succeeded yet
 * @param ip the last address
 * @param proved what to fall back on if the server refuses {@code info}
 */
public record Device(Optional<DeviceInfo> info, Optional<ClientIp> ip, Optional<ProvedHeader> proved) {
    /** No device: no header, and the address of Claviger's own calls. */
    public static final Device NONE = new Device(Optional.empty(), Optional.empty());

    /** Claviger itself, for its canaries and checks (Adobe's page "X-Device-Info header": the keys that it requires). */
    public static final Device CLAVIGER = new Device(
            Optional.of(new DeviceInfo(Base64.getEncoder()
                    .encodeToString("{\"model\":\"Claviger\",\"version\":\"1\",\"osName\":\"Linux\"}"
                            .getBytes(StandardCharsets.UTF_8)))),
            Optional.empty());

    /** The header with which a call succeeded; empty if one succeeded without. */
    public record ProvedHeader(Optional<DeviceInfo> info) {}

    /** A device with a header that nothing falls back from. */
    public Device(Optional<DeviceInfo> info, Optional<ClientIp> ip) {
        this(info, ip, Optional.empty());
    }

    /** This device, updated by what a later request tells about it. The proved header stays, to fall back on. */
    public Device updatedBy(Device later) {
        Optional<ClientIp> lastIp = later.ip.or(() -> ip);
        if (later.info.isEmpty() || later.info.equals(info)) {
            return new Device(info, lastIp, proved);
        }
        ProvedHeader known = proved.orElseGet(() -> new ProvedHeader(info));
        return known.info.equals(later.info)
                ? new Device(later.info, lastIp)
                : new Device(later.info, lastIp, Optional.of(known));
    }

    /** As {@link #updatedBy}, for a device with which no call has succeeded. */
    public Device replacedBy(Device later) {
        return new Device(later.info.or(() -> info), later.ip.or(() -> ip));
    }

    /** This device with its proved header; empty if it has no other. */
    public Optional<Device> fallenBack() {
        return proved.map(header -> new Device(header.info, ip));
    }

    /**
     * This device after a call succeeded. A header that came during the call stays, and is tried next.
     *
     * @param asked the device as it was before the call
     * @param accepted the device of the call
     */
    public Device proved(Device asked, Device accepted) {
        Device settled = new Device(accepted.info, ip);
        return info.equals(asked.info) ? settled : settled.updatedBy(this);
    }
}
