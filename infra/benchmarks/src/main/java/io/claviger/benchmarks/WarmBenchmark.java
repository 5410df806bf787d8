package io.claviger.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The processor time of one invocation of warm processes, which are invoked in turn. */
final class WarmBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 9);
    private static final int WARM_UP = Integer.getInteger("warm-up", 15_000);
    private static final int INVOCATIONS = Integer.getInteger("invocations", 1_000);

    private WarmBenchmark() {}

    /** @param event makes the event of an invocation */
    private record Case(Function function, Supplier<byte[]> event) {}

    static Page.Result run(Bench bench) throws IOException, InterruptedException {
        Function token = bench.function("TokenFunction");
        Function fromMemory = token.with("vend from memory, JWT", "MEMORY_SECONDS", "60");
        List<Case> cases = List.of(
                new Case(bench.empty(), bench::vend),
                new Case(bench.plain(), bench::vend),
                new Case(bench.readingEach(), bench::vend),
                new Case(fromMemory, bench::vend),
                new Case(
                        token.with("vend from memory, a device's assertion", "MEMORY_SECONDS", "60"),
                        new Repeated(bench::deviceVend)),
                new Case(
                        token.with("vend from memory, a new ES256 assertion each", "MEMORY_SECONDS", "60"),
                        bench::deviceVend),
                new Case(token.with("vend from the store, JWT", "MEMORY_SECONDS", "0"), bench::vend));
        List<LambdaProcess> processes = new ArrayList<>();
        List<List<Double>> figures = new ArrayList<>();
        try {
            for (Case each : cases) {
                processes.add(LambdaProcess.start(each.function().withSnapStart(), List.of())
                        .restored());
                figures.add(new ArrayList<>());
                cpuMillis(processes.getLast(), each.event(), WARM_UP);
            }
            for (int i = 0; i < ROUNDS; i++) {
                for (int j = 0; j < cases.size(); j++) {
                    figures.get(j).add(cpuMillis(processes.get(j), cases.get(j).event(), INVOCATIONS));
                }
            }
        } finally {
            processes.forEach(LambdaProcess::close);
        }
        StringWriter tables = new StringWriter();
        PrintWriter out = new PrintWriter(tables);
        out.printf(
                "CPU of a warm invocation, median (least–most) of %d rounds of %d, in turn:%n%n", ROUNDS, INVOCATIONS);
        out.println("| function | CPU, ms | ÷ empty | ÷ JWT |");
        out.println("| --- | ---: | ---: | ---: |");
        Map<String, Spread> ratios = new LinkedHashMap<>();
        for (int i = 0; i < cases.size(); i++) {
            out.printf(
                    "| %s | %s | %s | %s |%n",
                    cases.get(i).function().name(),
                    Spread.of(figures.get(i)).print("%.3f"),
                    Spread.ratio(figures.get(i), figures.getFirst()).print("%.2f"),
                    Spread.ratio(figures.get(i), figures.get(3)).print("%.2f"));
            ratios.put(cases.get(i).function().name(), Spread.ratio(figures.get(i), figures.getFirst()));
        }
        return new Page.Result(
                tables.toString(),
                Map.of("warm", Plot.bars("CPU of a warm invocation ÷ that of an empty one", ratios)));
    }

    /** Per invocation. */
    private static double cpuMillis(LambdaProcess process, Supplier<byte[]> event, int invocations)
            throws InterruptedException {
        long before = process.cpu().toNanos();
        for (int i = 0; i < invocations; i++) {
            process.invoke(event.get());
        }
        return (process.cpu().toNanos() - before) / 1e6 / invocations;
    }

    /** One event for as long as its assertion is valid. */
    private static final class Repeated implements Supplier<byte[]> {
        private static final Duration VALID = Duration.ofMinutes(2);

        private final Supplier<byte[]> source;
        private byte[] event;
        private long madeAt = System.nanoTime();

        Repeated(Supplier<byte[]> source) {
            this.source = source;
            this.event = source.get();
        }

        @Override
        public byte[] get() {
            if (System.nanoTime() - madeAt > VALID.toNanos()) {
                event = source.get();
                madeAt = System.nanoTime();
            }
            return event;
        }
    }
}
