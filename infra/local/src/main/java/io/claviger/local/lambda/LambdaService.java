package io.claviger.local.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.claviger.local.http.LoopbackServer;
import io.claviger.local.template.AwsEnvironment;
import io.claviger.local.template.FunctionResource;
import io.claviger.local.tracing.XRayEmulator;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** All functions of a stack, by their logical ids. */
public final class LambdaService implements AutoCloseable {
    private final LoopbackServer server;
    private final XRayEmulator xRay;
    private final Optional<Freezer> freezer;
    private final Map<String, LambdaFunction> functions;

    private LambdaService(
            LoopbackServer server,
            XRayEmulator xRay,
            Optional<Freezer> freezer,
            Map<String, LambdaFunction> functions) {
        this.server = server;
        this.xRay = xRay;
        this.freezer = freezer;
        this.functions = functions;
    }

    /**
     * How the functions run.
     *
     * @param work a folder of this run, for unpacked code
     * @param logs the folder for the functions' log files
     * @param concurrency how many environments one function may have, at most
     * @param portableRuntime whether to run without AWS's native library even where AWS provides it
     */
    public record Options(
            Path work,
            Path logs,
            int concurrency,
            boolean portableRuntime,
            InstantSource clock,
            Consumer<String> console) {}

    /** Starts to listen for the functions' runtimes. It starts no process. */
    public static LambdaService open(
            Vertx vertx, List<FunctionResource> resources, AwsEnvironment awsEnvironment, Options options) {
        RuntimeApi api = new RuntimeApi();
        // Above Lambda's limit, so that the Runtime API can refuse an answer in Lambda's words.
        LoopbackServer server = LoopbackServer.listen(vertx, 0, 4 * RuntimeApi.MAX_PAYLOAD_BYTES, api);
        XRayEmulator xRay = XRayEmulator.listen(vertx);
        boolean portable = options.portableRuntime() || !RuntimeClassPath.hasNativeLibrary();
        Path runtime = options.work().resolve("runtime");
        FunctionProcess launcher = new FunctionProcess(
                RuntimeClassPath.create(runtime, portable),
                portable ? Optional.empty() : Optional.of(RuntimeClassPath.nativeLibrary(runtime)),
                "127.0.0.1:" + server.port(),
                xRay.address(),
                environment(awsEnvironment));
        Optional<Freezer> freezer = Freezer.ofSystemProperty();
        FunctionCode code = new FunctionCode(options.work().resolve("code"));
        Map<String, LambdaFunction> functions = new LinkedHashMap<>();
        for (FunctionResource resource : resources) {
            String id = resource.logicalId();
            FunctionLog log = new FunctionLog(
                    options.logs().resolve(id + ".log"),
                    line -> options.console().accept(id + ": " + line));
            functions.put(
                    id,
                    new LambdaFunction(
                            resource,
                            code.unpack(id, resource.code()),
                            launcher,
                            api,
                            log,
                            options.clock(),
                            freezer,
                            options.concurrency()));
        }
        return new LambdaService(server, xRay, freezer, functions);
    }

    /**
     * Starts one process of each function, all at once. Returns the logical ids of the functions that did not start.
     */
    public List<String> warmUp() throws InterruptedException {
        Map<String, Boolean> ready = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (Map.Entry<String, LambdaFunction> function : functions.entrySet()) {
            threads.add(Thread.ofVirtual().start(() -> ready.put(function.getKey(), starts(function.getValue()))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return functions.keySet().stream()
                .filter(id -> !ready.getOrDefault(id, false))
                .toList();
    }

    private static boolean starts(LambdaFunction function) {
        try {
            return function.warmUp();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public Optional<LambdaFunction> function(String logicalId) {
        return Optional.ofNullable(functions.get(logicalId));
    }

    public Collection<LambdaFunction> functions() {
        return functions.values();
    }

    /** The latest subsegments that functions sent to X-Ray, oldest first. */
    public ArrayNode subsegments() {
        return xRay.subsegments();
    }

    @Override
    public void close() {
        functions.values().parallelStream().forEach(LambdaFunction::close);
        server.close();
        xRay.close();
        freezer.ifPresent(Freezer::close);
    }

    private static Map<String, String> environment(AwsEnvironment awsEnvironment) {
        return Map.ofEntries(
                Map.entry("AWS_ENDPOINT_URL", awsEnvironment.aws().toString()),
                Map.entry("AWS_REGION", awsEnvironment.region()),
                Map.entry("AWS_DEFAULT_REGION", awsEnvironment.region()),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
                Map.entry("LAMBDA_RUNTIME_DIR", "/var/runtime"),
                Map.entry("TZ", "UTC"),
                Map.entry("LANG", "en_US.UTF-8"));
    }
}
