package io.claviger.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code X-Forwarded-For}, to whose end API Gateway adds the address that it was called from. */
final class ForwardedFor {
    private ForwardedFor() {}

    /** The left-most address that the caller itself sent; empty if it sent none. */
    static Optional<String> first(String header, String source) {
        List<String> addresses = new ArrayList<>(List.of(header.split(",", -1)));
        addresses.replaceAll(String::strip);
        if (addresses.getLast().equals(source)) {
            addresses.removeLast();
        }
        return addresses.stream().findFirst();
    }
}
