package io.claviger.api;

import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.credentials.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code X-Forwarded-For}. A proxy appends the address that called it, and so does API Gateway. */
final class ForwardedFor {
    /** Some proxies add the port: {@code 203.0.113.9:8080}, {@code [2001:db8::7]:443}. */
    private static final Pattern WITH_PORT =
            Pattern.compile("(?<v4>[0-9.]+):[0-9]{1,5}|\\[(?<v6>[^\\]]*)](:[0-9]{1,5})?");

    private ForwardedFor() {}

    /**
     * The left-most address that the caller sent, without a port; empty if the caller sent none.
     *
     * @param connection what called API Gateway
     * @param caller what called the proxy in front of it; empty without such a proxy
     */
    static Optional<String> first(String header, String connection, Optional<ClientIp> caller) {
        List<String> addresses = new ArrayList<>(List.of(header.split(",", -1)));
        addresses.replaceAll(address -> withoutPort(address.strip()));
        if (addresses.getLast().equals(connection)) {
            addresses.removeLast();
        }
        if (!addresses.isEmpty() && caller.isPresent() && caller.equals(address(addresses.getLast()))) {
            addresses.removeLast();
        }
        return addresses.stream().findFirst();
    }

    /** Empty if it is no IPv4 or IPv6 address. */
    static Optional<ClientIp> address(String value) {
        try {
            return Optional.of(new ClientIp(value));
        } catch (InvalidInput _) {
            return Optional.empty();
        }
    }

    static String withoutPort(String address) {
        Matcher parts = WITH_PORT.matcher(address);
        if (!parts.matches()) {
            return address;
        }
        return Optional.ofNullable(parts.group("v4")).orElseGet(() -> parts.group("v6"));
    }
}
