package io.claviger.benchmarks.fleet;

import io.claviger.core.fake.TokenBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The calls of each device address, held against Adobe's limit: one a second, and ten at once. */
final class CallRates {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private record Address(TokenBucket bucket, Deque<Instant> latest) {}

    private final Map<String, Address> addresses = new HashMap<>();
    private Map<String, List<Instant>> pending = new HashMap<>();
    private int mostInWindow;
    private int overLimit;

    synchronized void count(String address, Instant at) {
        pending.computeIfAbsent(address, _ -> new ArrayList<>()).add(at);
    }

    /** Counts the calls before this time in their order. Tasks run side by side, so they arrive in another. */
    synchronized void settle(Instant end) {
        Map<String, List<Instant>> later = new HashMap<>();
        pending.forEach((address, calls) -> calls.stream().sorted().forEach(at -> {
            if (at.isBefore(end)) {
                settle(
                        addresses.computeIfAbsent(address, _ -> new Address(new TokenBucket(at), new ArrayDeque<>())),
                        at);
            } else {
                later.computeIfAbsent(address, _ -> new ArrayList<>()).add(at);
            }
        }));
        pending = later;
    }

    private void settle(Address address, Instant at) {
        overLimit += address.bucket.take(at) ? 0 : 1;
        address.latest.addLast(at);
        while (!address.latest.getFirst().isAfter(at.minus(WINDOW))) {
            address.latest.removeFirst();
        }
        mostInWindow = Math.max(mostInWindow, address.latest.size());
    }

    /** The most calls of one address in ten seconds. */
    synchronized int mostInTenSeconds() {
        return mostInWindow;
    }

    /** How many calls Adobe would have refused. */
    synchronized int overLimit() {
        return overLimit;
    }
}
