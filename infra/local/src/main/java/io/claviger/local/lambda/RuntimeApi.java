package io.claviger.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.HttpHandler;
import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Lambda Runtime API, version 2018-06-01. All environments share one port. {@code AWS_LAMBDA_RUNTIME_API} may
 * contain a path, whose first segment names the environment that calls.
 */
final class RuntimeApi implements HttpHandler {
    private static final Pattern PATH = Pattern.compile(
            "/([^/]+)/2018-06-01/runtime/(?:(invocation/next|init/error|restore/next|restore/error)|invocation/([^/]+)/(response|error))");
    /** Lambda's limit for the answer of a synchronous invocation. */
    static final int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

    private final Map<String, ExecutionEnvironment> environments = new ConcurrentHashMap<>();

    void register(String id, ExecutionEnvironment environment) {
        environments.put(id, environment);
    }

    void forget(String id) {
        environments.remove(id);
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws InterruptedException {
        Matcher path = PATH.matcher(request.path());
        ExecutionEnvironment environment = path.matches() ? environments.get(path.group(1)) : null;
        if (environment == null) {
            return refused(404, "UnknownRuntime", request.path());
        }
        if (path.group(2) == null) {
            return finish(environment, path.group(3), path.group(4), request);
        }
        return switch (path.group(2)) {
            case "init/error", "restore/error" -> {
                environment.initFailed(errorOf(request));
                yield accepted();
            }
            case "restore/next" ->
                environment.restore(request.connection()) ? HttpResponse.json(200, JsonNodes.object()) : gone();
            default -> next(environment, request);
        };
    }

    private static HttpResponse next(ExecutionEnvironment environment, HttpRequest request)
            throws InterruptedException {
        Optional<Invocation> next = environment.next(request.connection());
        if (next.isEmpty()) {
            return gone();
        }
        Invocation invocation = next.get();
        return HttpResponse.of(200, "application/json", invocation.payload())
                .with("Lambda-Runtime-Aws-Request-Id", invocation.requestId())
                .with("Lambda-Runtime-Deadline-Ms", Long.toString(environment.deadline()))
                .with("Lambda-Runtime-Invoked-Function-Arn", environment.functionArn())
                .with("Lambda-Runtime-Trace-Id", invocation.traceId());
    }

    private static HttpResponse finish(
            ExecutionEnvironment environment, String requestId, String kind, HttpRequest request) {
        InvocationResult result;
        if (kind.equals("error")) {
            result = new InvocationResult.Failed(errorOf(request));
        } else if (request.body().length() > MAX_PAYLOAD_BYTES) {
            result = new InvocationResult.Failed(RuntimeError.of(
                    "Function.ResponseSizeTooLarge", "Response payload size exceeded maximum allowed payload size."));
        } else {
            result = new InvocationResult.Returned(request.body());
        }
        return environment.finish(requestId, result) ? accepted() : refused(400, "InvalidRequestID", requestId);
    }

    private static JsonNode errorOf(HttpRequest request) {
        String type = request.header("Lambda-Runtime-Function-Error-Type").orElse("Runtime.Unknown");
        return JsonNodes.parse(request.body().getBytes())
                .filter(JsonNode::isObject)
                .orElseGet(() -> RuntimeError.of(type, "The runtime reported no reason"));
    }

    private static HttpResponse gone() {
        return refused(410, "Gone", "the environment has ended");
    }

    private static HttpResponse accepted() {
        return HttpResponse.json(202, JsonNodes.object().put("status", "OK"));
    }

    private static HttpResponse refused(int status, String type, String message) {
        return HttpResponse.json(status, RuntimeError.of(type, message));
    }
}
