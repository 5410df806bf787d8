package io.claviger.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processor time of one invocation of warm processes, which are invoked in turn. */
final class WarmBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 9);
    private static final int WARM_UP = Integer.getInteger("warm-up", 15_000);
    private static final int INVOCATIONS = Integer.getInteger("invocations", 1_000);

    private WarmBenchmark() {}

    static void run(Bench bench, PrintStream out) throws IOException, InterruptedException {
        Function token = bench.function("TokenFunction");
        List<Function> functions = List.of(
                bench.empty(),
                bench.plain(),
                bench.readingEach(),
                token.with("vend from memory", "MEMORY_SECONDS", "60"),
                token.with("vend from the store", "MEMORY_SECONDS", "0"));
        Map<LambdaProcess, List<Double>> millis = new LinkedHashMap<>();
        try {
            for (Function function : functions) {
                LambdaProcess process =
                        LambdaProcess.start(function.withSnapStart(), List.of()).restored();
                millis.put(process, new ArrayList<>());
                cpuMillis(process, bench.vend(), WARM_UP);
            }
            for (int i = 0; i < ROUNDS; i++) {
                for (Map.Entry<LambdaProcess, List<Double>> each : millis.entrySet()) {
                    each.getValue().add(cpuMillis(each.getKey(), bench.vend(), INVOCATIONS));
                }
            }
        } finally {
            millis.keySet().forEach(LambdaProcess::close);
        }
        List<List<Double>> figures = List.copyOf(millis.values());
        out.printf(
                "CPU of a warm invocation, median (least–most) of %d rounds of %d, in turn:%n%n", ROUNDS, INVOCATIONS);
        out.println("| function | CPU, ms | ÷ empty |");
        out.println("| --- | ---: | ---: |");
        for (int i = 0; i < functions.size(); i++) {
            out.printf(
                    "| %s | %s | %s |%n",
                    functions.get(i).name(),
                    Spread.of(figures.get(i)).print("%.3f"),
                    Spread.ratio(figures.get(i), figures.getFirst()).print("%.2f"));
        }
    }

    /** Per invocation. */
    private static double cpuMillis(LambdaProcess process, byte[] event, int invocations) throws InterruptedException {
        long before = process.cpu().toNanos();
        for (int i = 0; i < invocations; i++) {
            process.invoke(event);
        }
        return (process.cpu().toNanos() - before) / 1e6 / invocations;
    }
}
