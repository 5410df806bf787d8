package io.claviger.core.authorizationserver;

import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.credentials.Secret;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The address of a device, which Adobe Pass throttles by (throttling page: taken from {@code X-Forwarded-For}), in one
 * spelling: an IPv4 address as four decimal numbers, an IPv6 address as RFC 5952 section 4 has it, and an IPv4-mapped
 * IPv6 address (RFC 4291 section 2.5.5.2) as the IPv4 address that it stands for. Personal data: never printed.
 */
public final class ClientIp extends Secret {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6_ALPHABET = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final int GROUPS = 8;

    /**
     * @param value an address without port, brackets or zone, in any spelling; no host name is looked up
     * @throws InvalidInput if it is not an IPv4 or IPv6 address
     */
    public ClientIp(String value) {
        super("client IP", canonical(value), 45);
    }

    private static String canonical(String value) {
        if (IPV4.matcher(value).matches()) {
            return value;
        }
        if (!IPV6_ALPHABET.matcher(value).matches() || value.indexOf(':') < 0) {
            throw invalid();
        }
        try {
            InetAddress address = InetAddress.ofLiteral(value);
            return address instanceof Inet4Address ? address.getHostAddress() : compressed(groups(address));
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
    }

    private static InvalidInput invalid() {
        return new InvalidInput("the client IP must be an IPv4 or IPv6 address, without a port");
    }

    private static int[] groups(InetAddress address) {
        byte[] bytes = address.getAddress();
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = Byte.toUnsignedInt(bytes[2 * i]) << 8 | Byte.toUnsignedInt(bytes[2 * i + 1]);
        }
        return groups;
    }

    /** The first of the longest runs of two or more zero groups becomes {@code ::} (RFC 5952 section 4.2). */
    private static String compressed(int[] groups) {
        int start = 0;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zerosFrom(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        return length < 2
                ? joined(groups, 0, GROUPS)
                : joined(groups, 0, start) + "::" + joined(groups, start + length, GROUPS);
    }

    private static int zerosFrom(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String joined(int[] groups, int from, int to) {
        return Arrays.stream(groups, from, to).mapToObj(Integer::toHexString).collect(Collectors.joining(":"));
    }
}
