package io.claviger.core.authorizationserver;

import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.credentials.Secret;
import java.net.Inet6Address;
import java.util.regex.Pattern;

/**
 * The address of a device, which Adobe Pass throttles by (throttling page: taken from {@code X-Forwarded-For}): an IPv4
 * address as four decimal numbers, or an IPv6 address, without port, brackets or zone. Personal data: never printed.
 */
public final class ClientIp extends Secret {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6_ALPHABET = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    /** @throws InvalidInput if it is not an IPv4 or IPv6 address; no host name is looked up */
    public ClientIp(String value) {
        super("client IP", value, 45);
        if (!IPV4.matcher(value).matches() && !isIpv6(value)) {
            throw new InvalidInput("the client IP must be an IPv4 or IPv6 address, without a port");
        }
    }

    private static boolean isIpv6(String value) {
        if (!IPV6_ALPHABET.matcher(value).matches()) {
            return false;
        }
        try {
            Inet6Address.ofLiteral(value);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
