package io.claviger.core.simulation;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Runs many seeds in parallel, on every core. */
final class SeedRunner {
    private SeedRunner() {}

    /** Runs the seeds from {@code first}, inclusive, to {@code end}, exclusive. */
    static Summary run(long first, long end, Mutation mutation) {
        AtomicLong next = new AtomicLong(first);
        Callable<Summary> part = () -> {
            Summary summary = new Summary();
            for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
                summary.add(new Simulation(seed, mutation).run());
            }
            return summary;
        };
        int cores = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(cores)) {
            List<Callable<Summary>> parts =
                    IntStream.range(0, cores).mapToObj(_ -> part).toList();
            Summary all = new Summary();
            threads.invokeAll(parts).stream().map(Future::resultNow).forEach(all::add);
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
