package io.claviger.benchmarks.cache;

import io.claviger.benchmarks.Waits;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Issues tokens, each after a stated time, and counts them. */
final class Upstream {
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Duration latency = Duration.ZERO;

    String token() {
        int number = calls.incrementAndGet();
        Waits.pause(latency);
        return "token-%d.%s".formatted(number, "t".repeat(500));
    }

    void answerAfter(Duration time) {
        latency = time;
    }

    int calls() {
        return calls.get();
    }
}
