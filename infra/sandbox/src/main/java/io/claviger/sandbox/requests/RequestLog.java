package io.claviger.sandbox.requests;

import java.util.ArrayDeque;
import java.util.List;

/** The last 10,000 calls. Safe for many threads. */
public final class RequestLog {
    private static final int MAX = 10_000;

    private final ArrayDeque<LoggedRequest> requests = new ArrayDeque<>(MAX);
    private long total;

    /** Adds a call, and removes the oldest one above the limit. */
    public synchronized void add(LoggedRequest request) {
        if (requests.size() == MAX) {
            requests.removeFirst();
        }
        requests.addLast(request);
        total++;
    }

    /** The calls that the filter selects, oldest first. */
    public synchronized List<LoggedRequest> list(RequestFilter filter) {
        return requests.stream().filter(filter::selects).toList();
    }

    /** How many calls were added since the start. */
    public synchronized long total() {
        return total;
    }

    /** Removes all calls. */
    public synchronized void clear() {
        requests.clear();
    }
}
