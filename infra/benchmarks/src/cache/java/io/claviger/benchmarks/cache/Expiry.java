package io.claviger.benchmarks.cache;

import io.claviger.benchmarks.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sixteen callers who come at once.
 *
 * @param calls of the upstream, which takes {@link #LATENCY} for each
 * @param longestMillis how long the slowest caller waited
 */
record Expiry(double calls, double longestMillis) {
    static final Duration LATENCY = Duration.ofMillis(200);
    private static final int CALLERS = 16;

    static Expiry of(Library library, TokenKeeper.State state) throws InterruptedException, ExecutionException {
        Upstream upstream = new Upstream();
        TokenKeeper keeper = library.keep(upstream, state);
        int before = upstream.calls();
        upstream.answerAfter(LATENCY);
        CountDownLatch go = new CountDownLatch(1);
        List<Long> nanos = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<Long>> waiting = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                waiting.add(callers.submit(() -> {
                    go.await();
                    long begun = System.nanoTime();
                    keeper.token();
                    return System.nanoTime() - begun;
                }));
            }
            go.countDown();
            for (Future<Long> caller : waiting) {
                nanos.add(caller.get());
            }
        }
        keeper.work();
        Waits.pause(LATENCY); // for a refresh in the background to begin
        return new Expiry(upstream.calls() - before, Collections.max(nanos) / 1e6);
    }
}
