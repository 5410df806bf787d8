package io.claviger.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the time of a cold start goes: by phase, by what the JVM does, and by library. */
final class Profile {
    private static final Pattern LOADED = Pattern.compile("] (\\S+) source: (\\S+)");
    private static final Map<String, String> WORK = new TreeMap<>(Map.of(
            "loading classes", "sun.cls.time",
            "of it verifying", "sun.cls.classVerifyTime.self",
            "of it parsing", "sun.cls.parseClassTime.self",
            "linking classes", "sun.cls.classLinkedTime.self",
            "static initializers", "sun.cls.classInitTime.self",
            "collecting garbage", "sun.gc.collector.0.time",
            "JIT compiling", "java.ci.totalTime"));

    private Profile() {}

    static void run(Bench bench, PrintStream out) throws IOException, InterruptedException {
        for (Function function : List.of(bench.empty(), bench.function("TokenFunction"))) {
            profile(function, bench.vend(), out);
        }
    }

    private static void profile(Function function, byte[] event, PrintStream out)
            throws IOException, InterruptedException {
        Path loaded = Files.createTempFile("classes", ".log");
        List<String> flags = List.of("-Xlog:class+load=info:file=" + loaded);
        try (LambdaProcess process = LambdaProcess.start(function, flags)) {
            out.printf(
                    "%n%s:%n%n| until | wall, ms | CPU, ms | classes |%n| --- | ---: | ---: | ---: |%n",
                    function.name());
            process.initialized();
            row("initialized", process, loaded, out);
            process.invoke(event);
            row("first answer", process, loaded, out);
            process.invoke(event);
            row("second answer", process, loaded, out);
            Map<String, String> counters = process.counters();
            double ticks = Double.parseDouble(counters.get("sun.os.hrt.frequency"));
            out.printf("%n| the JVM's work | ms |%n| --- | ---: |%n");
            WORK.forEach((work, counter) -> out.printf(
                    "| %s | %.0f |%n", work, 1000 * Double.parseDouble(counters.getOrDefault(counter, "0")) / ticks));
        }
        out.printf("%n| classes from | number |%n| --- | ---: |%n");
        bySource(loaded).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(source -> out.printf("| %s | %d |%n", source.getKey(), source.getValue()));
    }

    private static void row(String phase, LambdaProcess process, Path loaded, PrintStream out) throws IOException {
        try (Stream<String> lines = Files.lines(loaded)) {
            out.printf(
                    "| %s | %d | %d | %d |%n",
                    phase,
                    process.age().toMillis(),
                    process.cpu().toMillis(),
                    lines.filter(line -> LOADED.matcher(line).find()).count());
        }
    }

    private static Map<String, Long> bySource(Path loaded) throws IOException {
        try (Stream<String> lines = Files.lines(loaded)) {
            return lines.map(LOADED::matcher)
                    .filter(Matcher::find)
                    .collect(Collectors.groupingBy(
                            found -> source(found.group(1), found.group(2)), Collectors.counting()));
        }
    }

    private static String source(String type, String source) {
        if (source.endsWith(".jar")) {
            return Path.of(source).getFileName().toString();
        }
        if (type.contains("Lambda/0x") || type.contains("$$Lambda")) {
            return "lambdas";
        }
        return source.startsWith("file:")
                ? "the function itself"
                : source.startsWith("shared") ? "the JVM's archive" : "the JVM";
    }
}
