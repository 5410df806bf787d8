package io.claviger.benchmarks;

import io.claviger.benchmarks.fleet.FleetBenchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Claviger's cost beside that of empty functions, measured in the same run, and a model of fleets. */
final class Benchmarks {
    private Benchmarks() {}

    private interface Benchmark {
        void run(Bench bench, PrintStream out) throws IOException, InterruptedException;
    }

    /**
     * @param args {@code cold}, {@code warm}, {@code restored}, {@code profile}, {@code model}, {@code fleet} or {@code sweep}; the
     *     folder of {@code template.yaml}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path root = Path.of(args[1]);
        switch (args[0]) {
            case "cold" -> run(root, ColdBenchmark::run);
            case "warm" -> run(root, WarmBenchmark::run);
            case "restored" -> run(root, RestoredBenchmark::run);
            case "profile" -> run(root, Profile::run);
            case "fleet" -> FleetBenchmark.run(System.out);
            case "sweep" -> SweepBenchmark.run(System.out);
            case "model" -> CostModel.read().print(System.out);
            default -> throw new IllegalArgumentException("there is no benchmark " + args[0]);
        }
        System.exit(0); // DynamoDB Local's threads would go on for minutes.
    }

    private static void run(Path root, Benchmark benchmark) throws IOException, InterruptedException {
        try (Bench bench = Bench.start(root)) {
            benchmark.run(bench, System.out);
        }
    }
}
