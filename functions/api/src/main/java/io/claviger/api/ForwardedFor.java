package io.claviger.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code X-Forwarded-For}. API Gateway appends the address that called it. */
final class ForwardedFor {
    /** Some proxies add the port: {@code 203.0.113.9:8080}, {@code [2001:db8::7]:443}. */
    private static final Pattern WITH_PORT =
            Pattern.compile("(?<v4>[0-9.]+):[0-9]{1,5}|\\[(?<v6>[^\\]]*)](:[0-9]{1,5})?");

    private ForwardedFor() {}

    /** The left-most address that the caller sent, without a port; empty if the caller sent none. */
    static Optional<String> first(String header, String source) {
        List<String> addresses = new ArrayList<>(List.of(header.split(",", -1)));
        addresses.replaceAll(String::strip);
        if (addresses.getLast().equals(source)) {
            addresses.removeLast();
        }
        return addresses.stream().findFirst().map(ForwardedFor::withoutPort);
    }

    private static String withoutPort(String address) {
        Matcher parts = WITH_PORT.matcher(address);
        if (!parts.matches()) {
            return address;
        }
        return Optional.ofNullable(parts.group("v4")).orElseGet(() -> parts.group("v6"));
    }
}
