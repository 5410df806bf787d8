package io.claviger.core.authorizationserver;

import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.credentials.Secret;
import java.util.regex.Pattern;

/**
 * The address of a device, which Adobe Pass throttles by (throttling page: taken from {@code X-Forwarded-For}). Personal
 * data, so it is never shown.
 */
public final class ClientIp extends Secret {
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}(%[0-9A-Za-z]{1,15})?");

    /** @throws InvalidInput if it does not look like an IPv4 or IPv6 address */
    public ClientIp(String value) {
        super("client IP", value, 64);
        if (!ADDRESS.matcher(value).matches()) {
            throw new InvalidInput("the client IP must be an IPv4 or IPv6 address");
        }
    }
}
