package io.claviger.sandbox.requests;

import java.util.ArrayDeque;
import java.util.List;

/** The last 10,000 calls. Safe for many threads. */
public final class RequestLog {
    /** How many calls are kept. */
    public static final int MAX = 10_000;

    private final ArrayDeque<LoggedRequest> requests = new ArrayDeque<>(MAX);
    private long total;

    /** Adds a call and forgets the oldest one beyond the limit. */
    public synchronized void add(LoggedRequest request) {
        if (requests.size() == MAX) {
            requests.removeFirst();
        }
        requests.addLast(request);
        total++;
    }

    /** The calls that the filter shows, oldest first. */
    public synchronized List<LoggedRequest> list(RequestFilter filter) {
        return requests.stream().filter(filter::shows).toList();
    }

    /** How many calls were ever added. */
    public synchronized long total() {
        return total;
    }

    /** Forgets all calls. */
    public synchronized void clear() {
        requests.clear();
    }
}
