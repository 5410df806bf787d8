package io.claviger.api;

import io.claviger.api.identity.Group;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.credentials.InvalidInput;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * The address of the device that a request is about. Adobe Pass throttles by it, so a wrong one throttles many devices.
 */
final class DeviceAddress {
    private static final Logger LOG = System.getLogger(DeviceAddress.class.getName());
    private static final String NAMED = "X-Device-Address";
    private static final String FORWARDED = "X-Forwarded-For";

    private final Headers headers;
    private final String connection;
    private final Optional<TrustedProxy> proxy;

    /**
     * @param connection the address that called API Gateway
     * @param configured the proxy whose word counts for the requests that came through it
     */
    DeviceAddress(Headers headers, String connection, Optional<TrustedProxy> configured) {
        this.headers = headers;
        this.connection = connection;
        this.proxy = configured.filter(trusted -> trusted.passed(headers));
    }

    /**
     * The address; empty if it is unknown, and then the instance keeps what it had. A backend or an operator
     * names it. An app has that of its connection, which behind a proxy is the proxy's, so that there the proxy's word
     * counts alone.
     *
     * @throws InvalidInput if a backend or an operator names a malformed one
     */
    Optional<ClientIp> as(Group admittedAs) {
        return switch (admittedAs) {
            case APP -> proxy.map(this::viewer).orElseGet(() -> Optional.of(new ClientIp(connection)));
            case BACKEND, OPERATOR ->
                headers.find(NAMED)
                        .map(value -> address(NAMED, value))
                        .or(() -> headers.find(FORWARDED).flatMap(this::leftMost));
        };
    }

    private Optional<ClientIp> viewer(TrustedProxy trusted) {
        Optional<ClientIp> viewer = trusted.viewer(headers);
        if (viewer.isEmpty()) {
            LOG.log(Level.WARNING, "the trusted proxy names no address of a viewer in the header of its parameter");
        }
        return viewer;
    }

    private Optional<ClientIp> leftMost(String list) {
        return ForwardedFor.first(list, connection, proxy.flatMap(trusted -> trusted.viewer(headers)))
                .map(value -> address(FORWARDED, value));
    }

    private static ClientIp address(String header, String value) {
        try {
            return new ClientIp(value);
        } catch (InvalidInput _) {
            throw new InvalidInput("%s must name the device by an IPv4 or IPv6 address".formatted(header));
        }
    }
}
