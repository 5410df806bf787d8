package io.claviger.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** From process start to the first answer: the token function beside two empty ones, in turn. */
final class ColdBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 9);

    /** One start. */
    private record Start(double wallMillis, double cpuMillis, double classes, double peakMegabytes) {}

    private ColdBenchmark() {}

    static Page.Result run(Bench bench) throws IOException, InterruptedException {
        Map<Function, List<Start>> starts = new LinkedHashMap<>();
        for (Function function : List.of(bench.empty(), bench.reading(), bench.function("TokenFunction"))) {
            start(function, bench.vend());
            starts.put(function, new ArrayList<>());
        }
        for (int i = 0; i < ROUNDS; i++) {
            for (Map.Entry<Function, List<Start>> each : starts.entrySet()) {
                each.getValue().add(start(each.getKey(), bench.vend()));
            }
        }
        StringWriter tables = new StringWriter();
        PrintWriter out = new PrintWriter(tables);
        out.printf("Cold start to the first answer, median (least–most) of %d starts in turn:%n%n", ROUNDS);
        out.println("| function | wall, ms | CPU, ms | classes | peak, MB |");
        out.println("| --- | ---: | ---: | ---: | ---: |");
        starts.forEach((function, of) -> out.printf(
                "| %s | %s | %s | %s | %s |%n",
                function.name(),
                spread(of, Start::wallMillis).print("%.0f"),
                spread(of, Start::cpuMillis).print("%.0f"),
                spread(of, Start::classes).print("%.0f"),
                spread(of, Start::peakMegabytes).print("%.0f")));
        List<List<Start>> all = List.copyOf(starts.values());
        ratios("token ÷ empty", all.get(2), all.get(0), out);
        ratios("token ÷ reading", all.get(2), all.get(1), out);
        Map<String, Spread> wall = new LinkedHashMap<>();
        starts.forEach((function, of) -> wall.put(function.name(), spread(of, Start::wallMillis)));
        return new Page.Result(
                tables.toString(), Map.of("cold", Plot.bars("From process start to the first answer, ms", wall)));
    }

    private static Start start(Function function, byte[] event) throws IOException, InterruptedException {
        try (LambdaProcess process = LambdaProcess.start(function, List.of()).initialized()) {
            process.invoke(event);
            return new Start(
                    process.age().toNanos() / 1e6,
                    process.cpu().toNanos() / 1e6,
                    process.classes(),
                    process.peakMegabytes());
        }
    }

    private static void ratios(String name, List<Start> values, List<Start> to, PrintWriter out) {
        out.printf(
                "| %s | %s | %s | %s | %s |%n",
                name,
                ratio(values, to, Start::wallMillis),
                ratio(values, to, Start::cpuMillis),
                ratio(values, to, Start::classes),
                ratio(values, to, Start::peakMegabytes));
    }

    private static Spread spread(List<Start> starts, ToDoubleFunction<Start> figure) {
        return Spread.of(figures(starts, figure));
    }

    private static String ratio(List<Start> values, List<Start> to, ToDoubleFunction<Start> figure) {
        return Spread.ratio(figures(values, figure), figures(to, figure)).print("%.2f");
    }

    private static List<Double> figures(List<Start> starts, ToDoubleFunction<Start> figure) {
        return starts.stream().map(figure::applyAsDouble).toList();
    }
}
