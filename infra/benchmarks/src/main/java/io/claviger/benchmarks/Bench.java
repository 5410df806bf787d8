package io.claviger.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.LocalOptions;
import io.claviger.local.LocalSystem;
import io.claviger.local.lambda.InvocationResult;
import io.claviger.local.lambda.LambdaFunction;
import io.claviger.local.lambda.LambdaService;
import io.claviger.local.template.AwsEnvironment;
import io.claviger.local.template.ExistingArns;
import io.claviger.local.template.FunctionResource;
import io.claviger.local.template.Stack;
import io.claviger.local.template.TemplateParameters;
import io.claviger.local.template.TemplateReader;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the token function and the baseline function in separate processes, over one local system. */
final class Bench implements AutoCloseable {
    private final LocalSystem system;
    private final Vertx vertx;
    private final LambdaService lambda;

    private Bench(LocalSystem system, Vertx vertx, LambdaService lambda) {
        this.system = system;
        this.vertx = vertx;
        this.lambda = lambda;
    }

    /** @param root the folder of {@code template.yaml} */
    static Bench start(Path root, Path work) throws InterruptedException {
        Path template = root.resolve("template.yaml");
        LocalSystem system =
                LocalSystem.start(LocalOptions.onFreePorts(template).withSchedules(false));
        Stack stack = TemplateReader.read(
                template, parameters(system), AwsEnvironment.local(system.aws()), ExistingArns.NONE);
        FunctionResource deployed = stack.functions().stream()
                .filter(function -> function.logicalId().equals("TokenFunction"))
                .findFirst()
                .orElseThrow();
        FunctionResource token = onDemand(deployed, deployed.logicalId(), deployed.arn(), deployed.code());
        FunctionResource baseline = onDemand(
                deployed,
                "Baseline",
                deployed.arn() + "-baseline",
                root.resolve("infra/benchmarks/baseline/target/function.zip"));
        Vertx vertx = Vertx.vertx();
        return new Bench(
                system,
                vertx,
                LambdaService.open(
                        vertx,
                        List.of(token, baseline),
                        stack.awsEnvironment(),
                        new LambdaService.Options(
                                work, work.resolve("logs"), 1, false, InstantSource.system(), _ -> {})));
    }

    /** A function without SnapStart, so that its start is measured and not the making of its snapshot. */
    private static FunctionResource onDemand(FunctionResource like, String logicalId, String arn, Path code) {
        return new FunctionResource(
                logicalId,
                logicalId.toLowerCase(Locale.ROOT),
                arn,
                like.handler(),
                code,
                like.environment(),
                like.timeout(),
                like.memoryMegabytes(),
                false,
                like.logFormat(),
                like.logLevel(),
                like.traced(),
                like.retries(),
                List.of());
    }

    private static Map<String, String> parameters(LocalSystem system) {
        Map<String, String> parameters = new HashMap<>(TemplateParameters.bundled());
        parameters.replaceAll((_, value) -> value.replace("{api}", system.api().toString())
                .replace("{aws}", system.aws().toString())
                .replace("{sandbox}", system.sandbox().baseUri().toString()));
        return parameters;
    }

    LocalSystem system() {
        return system;
    }

    LambdaFunction token() {
        return lambda.function("TokenFunction").orElseThrow();
    }

    LambdaFunction baseline() {
        return lambda.function("Baseline").orElseThrow();
    }

    /** Invokes a function, requires status 200, and returns the duration. */
    static Duration invoke(LambdaFunction function, Buffer event) throws InterruptedException {
        long start = System.nanoTime();
        InvocationResult result = function.invoke(event);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        switch (result) {
            case InvocationResult.Returned(Buffer payload) when status(payload) == 200 -> {}
            case InvocationResult.Returned(Buffer payload) ->
                throw new IllegalStateException("the function answered with status " + status(payload));
            case InvocationResult.Failed(JsonNode error) ->
                throw new IllegalStateException(
                        "the function failed: " + error.path("errorType").asText());
        }
        return took;
    }

    private static int status(Buffer payload) {
        try {
            return new ObjectMapper()
                    .readTree(payload.getBytes())
                    .path("statusCode")
                    .asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the function's process, so that its next invocation is a cold start. */
    static void kill(LambdaFunction function) throws InterruptedException {
        for (LambdaFunction.ProcessStatus process : function.processes()) {
            ProcessHandle.of(process.pid()).ifPresent(handle -> {
                handle.destroyForcibly();
                handle.onExit().join();
            });
        }
        while (!function.processes().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    /** The processor time that the function's process has used. */
    static Duration cpu(LambdaFunction function) {
        long pid = function.processes().getFirst().pid();
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElseThrow();
    }

    /** The API Gateway event of a vend. */
    static Buffer vend(String application, String instance, String jwt) {
        ObjectNode event = new ObjectMapper().createObjectNode();
        String path = "/v1/applications/" + application + "/instances/" + instance + "/token";
        event.put("version", "2.0")
                .put("routeKey", "GET /v1/applications/{applicationId}/instances/{instanceId}/token")
                .put("rawPath", path)
                .put("rawQueryString", "");
        event.putObject("headers").put("authorization", "Bearer " + jwt);
        event.putObject("pathParameters").put("applicationId", application).put("instanceId", instance);
        event.putObject("requestContext")
                .put("routeKey", event.path("routeKey").asText())
                .put("stage", "$default")
                .put("requestId", "benchmark")
                .putObject("http")
                .put("method", "GET")
                .put("path", path)
                .put("sourceIp", "127.0.0.1");
        return Buffer.buffer(event.toString());
    }

    @Override
    public void close() {
        lambda.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        system.close();
    }
}
