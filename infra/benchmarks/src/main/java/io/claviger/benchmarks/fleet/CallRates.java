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

    private record Call(Instant at, boolean background) implements Comparable<Call> {
        @Override
        public int compareTo(Call other) {
            return at.compareTo(other.at);
        }
    }

    private record Address(TokenBucket bucket, Deque<Instant> latest) {}

    private final Map<String, Address> addresses = new HashMap<>();
    private Map<String, List<Call>> pending = new HashMap<>();
    private int mostInWindow;
    private int overLimit;
    private int overLimitInBackground;

    /** @param background whether no caller waits for this call */
    synchronized void count(String address, Instant at, boolean background) {
        pending.computeIfAbsent(address, _ -> new ArrayList<>()).add(new Call(at, background));
    }

    /** Counts the calls before this time in their order. Tasks run side by side, so they arrive in another. */
    synchronized void settle(Instant end) {
        Map<String, List<Call>> later = new HashMap<>();
        pending.forEach((address, calls) -> calls.stream().sorted().forEach(call -> {
            if (call.at.isBefore(end)) {
                settle(
                        addresses.computeIfAbsent(
                                address, _ -> new Address(new TokenBucket(call.at), new ArrayDeque<>())),
                        call);
            } else {
                later.computeIfAbsent(address, _ -> new ArrayList<>()).add(call);
            }
        }));
        pending = later;
    }

    private void settle(Address address, Call call) {
        Instant at = call.at;
        if (!address.bucket.take(at)) {
            overLimit++;
            overLimitInBackground += call.background ? 1 : 0;
        }
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

    /** How many of those no caller waited for. */
    synchronized int overLimitInBackground() {
        return overLimitInBackground;
    }
}
