package io.claviger.benchmarks.cache;

import io.claviger.benchmarks.Page;
import io.claviger.benchmarks.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A hit, and the expiry of a token under sixteen callers, for each library. */
final class CacheBenchmark {
    private static final List<Integer> THREADS = List.of(1, 4, 16);
    private static final int FORKS = 3;
    private static final int ITERATIONS = 3;
    private static final TimeValue ITERATION = TimeValue.milliseconds(300);
    private static final int ROUNDS = 7;

    private CacheBenchmark() {}

    /** @param args the benchmark's name; the folder of {@code template.yaml} */
    public static void main(String[] args) throws Exception {
        Page page = new Page(Path.of(args[1]));
        page.write("cache", new Page.Result(hits() + "\n" + expiries()));
        System.exit(0); // Caffeine's and Mutiny's threads would go on.
    }

    private static String hits() throws RunnerException {
        StringBuilder table = new StringBuilder("| a hit, ns | 1 thread | ÷ Caffeine | 4 threads | ÷ Caffeine | 16 threads | ÷ Caffeine |\n");
        table.append("| --- |").append(" ---: |".repeat(6)).append('\n');
        List<Map<Library, List<Double>>> byThreads = new ArrayList<>();
        for (int threads : THREADS) {
            byThreads.add(hits(threads));
        }
        for (Library library : Library.values()) {
            table.append("| ").append(library.title()).append(" |");
            for (Map<Library, List<Double>> nanos : byThreads) {
                List<Double> own = Objects.requireNonNull(nanos.get(library));
                List<Double> caffeine = Objects.requireNonNull(nanos.get(Library.CAFFEINE));
                table.append(' ').append(Spread.of(own).print("%.0f")).append(" | ");
                table.append(Spread.ratio(own, caffeine).print("%.1f")).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    /** The nanoseconds of a hit in each iteration. */
    private static Map<Library, List<Double>> hits(int threads) throws RunnerException {
        Map<Library, List<Double>> nanos = new EnumMap<>(Library.class);
        for (RunResult run : new Runner(new OptionsBuilder()
                        .include(Hit.class.getName())
                        .threads(threads)
                        .forks(FORKS)
                        .warmupIterations(ITERATIONS)
                        .warmupTime(ITERATION)
                        .measurementIterations(ITERATIONS)
                        .measurementTime(ITERATION)
                        .verbosity(VerboseMode.SILENT)
                        .jvmArgsAppend("-Xmx512m")
                        .build())
                .run()) {
            List<Double> values = new ArrayList<>();
            for (BenchmarkResult fork : run.getBenchmarkResults()) {
                for (IterationResult iteration : fork.getIterationResults()) {
                    values.add(iteration.getPrimaryResult().getScore());
                }
            }
            nanos.put(Library.valueOf(run.getParams().getParam("library")), values);
        }
        return nanos;
    }

    private static String expiries() throws InterruptedException, ExecutionException {
        StringBuilder table = new StringBuilder(
                "| sixteen callers at once | due: calls | longest wait, ms | expired: calls | longest wait, ms |\n");
        table.append("| --- | ---: | ---: | ---: | ---: |\n");
        for (Library library : Library.values()) {
            if (library == Library.CLAVIGER_WITHOUT_LOG) {
                continue;
            }
            table.append("| ").append(library.title()).append(" |");
            for (TokenKeeper.State state : List.of(TokenKeeper.State.DUE, TokenKeeper.State.EXPIRED)) {
                Expiry.of(library, state); // loads classes
                List<Expiry> rounds = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    rounds.add(Expiry.of(library, state));
                }
                table.append(' ')
                        .append(Spread.of(rounds.stream().map(Expiry::calls).toList()).print("%.0f"))
                        .append(" | ")
                        .append(Spread.of(rounds.stream().map(Expiry::longestMillis).toList()).print("%.0f"))
                        .append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }
}
