package io.claviger.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** A function's process under AWS's own runtime loop, with the JVM flags of Lambda's Java runtime. Linux only. */
final class LambdaProcess implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "-Djava.net.preferIPv4Stack=true",
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
            "-Xmx870m");

    private final RuntimeApi api;
    private final Process process;
    private final Path log;
    private final long started;

    private LambdaProcess(RuntimeApi api, Process process, Path log, long started) {
        this.api = api;
        this.process = process;
        this.log = log;
        this.started = started;
    }

    /** Starts the process and returns at once. Without a snapshot the JVM compiles with C1 alone, as on Lambda. */
    static LambdaProcess start(Function function, List<String> flags) throws IOException {
        RuntimeApi api = RuntimeApi.open();
        Path log = Files.createTempFile("benchmark", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        if (!function.snapStart()) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(flags);
        command.addAll(List.of("-cp", runtime(), AWSLambda.class.getName(), function.handler()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(function.code().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH", "HOME"));
        environment.putAll(function.environment());
        environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", function.snapStart() ? "snap-start" : "on-demand");
        environment.put("_HANDLER", function.handler());
        environment.put("LAMBDA_TASK_ROOT", function.code().toString());
        long started = System.nanoTime();
        return new LambdaProcess(api, builder.start(), log, started);
    }

    private static String runtime() {
        return Stream.of(AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(LambdaProcess::jarOf)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Waits until the process asks for its first event: everything is initialized. */
    LambdaProcess initialized() throws InterruptedException {
        api.await("ready");
        return this;
    }

    /** Waits until the hooks before the snapshot have run, and restores the process. */
    LambdaProcess restored() throws InterruptedException {
        api.await("restore");
        return initialized();
    }

    /** Has an event answered, and waits until the process asks for the next one. */
    String invoke(byte[] event) throws InterruptedException {
        api.give(event);
        String answer = api.await("answer");
        api.await("ready");
        return answer;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** User and system time. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** The processor time of the thread that runs Java's main method. It bears the name of the command. */
    Duration mainThread() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return threads.filter(thread -> read(thread.resolve("comm")).strip().equals("java"))
                    .map(LambdaProcess::scheduled)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    /** The first figure of {@code schedstat}: nanoseconds on a processor. */
    private static Duration scheduled(Path thread) {
        return Duration.ofNanos(Long.parseLong(read(thread.resolve("schedstat")).split(" ", 2)[0]));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ended) {
            return "0 ";
        }
    }

    /** The most memory that the process has had, in MB. */
    double peakMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The JVM's own counters, whose names begin with {@code java.} and {@code sun.}. */
    Map<String, String> counters() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "PerfCounter.print")
                .start();
        try (Stream<String> lines = jcmd.inputReader().lines()) {
            return lines.filter(line -> line.contains("="))
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, _) -> first));
        } finally {
            jcmd.waitFor();
        }
    }

    /** How many classes are loaded, those of the JVM's own archive included. */
    int classes() throws IOException, InterruptedException {
        Map<String, String> counters = counters();
        return Integer.parseInt(counters.getOrDefault("java.cls.loadedClasses", "0"))
                + Integer.parseInt(counters.getOrDefault("java.cls.sharedLoadedClasses", "0"));
    }

    /** What the process has written to standard output. */
    List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        api.close();
    }
}
