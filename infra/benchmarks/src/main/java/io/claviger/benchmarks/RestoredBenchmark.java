package io.claviger.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** The first vend after the hooks before a snapshot have run, beside a warm vend of the same run. */
final class RestoredBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 9);
    private static final int WARM_UP = Integer.getInteger("warm-up", 15_000);
    private static final int INVOCATIONS = Integer.getInteger("invocations", 500);

    private RestoredBenchmark() {}

    static Page.Result run(Bench bench) throws IOException, InterruptedException {
        Function token =
                bench.function("TokenFunction").withSnapStart().with("vend from the store", "MEMORY_SECONDS", "0");
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        try (LambdaProcess warmed = LambdaProcess.start(token, List.of()).restored()) {
            mainMillis(warmed, bench.vend(), WARM_UP);
            for (int i = 0; i < ROUNDS; i++) {
                try (LambdaProcess restored =
                        LambdaProcess.start(token, List.of()).restored()) {
                    first.add(mainMillis(restored, bench.vend(), 1));
                    second.add(mainMillis(restored, bench.vend(), 1));
                }
                warm.add(mainMillis(warmed, bench.vend(), INVOCATIONS));
            }
        }
        StringWriter tables = new StringWriter();
        PrintWriter out = new PrintWriter(tables);
        out.printf("CPU of the thread that vends, median (least–most) of %d processes, in turn:%n%n", ROUNDS);
        out.println("| vend from the store | CPU, ms | ÷ warm |");
        out.println("| --- | ---: | ---: |");
        row("first after the hooks", first, warm, out);
        row("second", second, warm, out);
        row("warm", warm, warm, out);
        return new Page.Result(tables.toString());
    }

    private static void row(String name, List<Double> figures, List<Double> warm, PrintWriter out) {
        out.printf(
                "| %s | %s | %s |%n",
                name,
                Spread.of(figures).print("%.2f"),
                Spread.ratio(figures, warm).print("%.1f"));
    }

    /** Per invocation, of the main thread alone: Lambda compiles in the background. */
    private static double mainMillis(LambdaProcess process, byte[] event, int invocations)
            throws IOException, InterruptedException {
        long before = process.mainThread().toNanos();
        for (int i = 0; i < invocations; i++) {
            process.invoke(event);
        }
        return (process.mainThread().toNanos() - before) / 1e6 / invocations;
    }
}
