package io.claviger.benchmarks;

import io.claviger.benchmarks.fleet.FleetBenchmark;
import java.io.IOException;
import java.nio.file.Path;

/** Claviger's cost beside that of empty functions, measured in the same run, and a model of fleets. */
final class Benchmarks {
    private Benchmarks() {}

    private interface Benchmark {
        Page.Result run(Bench bench) throws IOException, InterruptedException;
    }

    /**
     * Measures, and writes the result into the page.
     *
     * @param args {@code cold}, {@code warm}, {@code restored}, {@code model}, {@code fleet}, {@code sweep} or
     *     {@code refresh}, or {@code profile}, which only prints; the folder of {@code template.yaml}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path root = Path.of(args[1]);
        if (args[0].equals("profile")) {
            try (Bench bench = Bench.start(root)) {
                Profile.run(bench, System.out);
            }
        } else {
            new Page(root).write(args[0], result(args[0], root));
        }
        System.exit(0); // DynamoDB Local's threads would go on for minutes.
    }

    private static Page.Result result(String benchmark, Path root) throws IOException, InterruptedException {
        return switch (benchmark) {
            case "cold" -> run(root, ColdBenchmark::run);
            case "warm" -> run(root, WarmBenchmark::run);
            case "restored" -> run(root, RestoredBenchmark::run);
            case "fleet" -> FleetBenchmark.run();
            case "sweep" -> SweepBenchmark.run();
            case "refresh" -> RefreshBenchmark.run();
            case "model" -> CostModel.read().result();
            default -> throw new IllegalArgumentException("there is no benchmark " + benchmark);
        };
    }

    private static Page.Result run(Path root, Benchmark benchmark) throws IOException, InterruptedException {
        try (Bench bench = Bench.start(root)) {
            return benchmark.run(bench);
        }
    }
}
