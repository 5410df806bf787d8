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
 * The Lambda Runtime API, version 2018-06-01. All environments share one port; the first segment of the path says which one is
 * calling, because {@code AWS_LAMBDA_RUNTIME_API} may carry a path.
 */
final class RuntimeApi implements HttpHandler {
    private static final Pattern PATH = Pattern.compile(
            "/([^/]+)/2018-06-01/runtime/(?:(invocation/next|init/error)|invocation/([^/]+)/(response|error))");
    /** Lambda refuses larger answers of a synchronous invocation. */
    static final int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

    /** An environment and the function it belongs to. */
    record Member(ExecutionEnvironment environment, LambdaFunction function) {}

    private final Map<String, Member> members = new ConcurrentHashMap<>();

    void register(String id, Member member) {
        members.put(id, member);
    }

    void forget(String id) {
        members.remove(id);
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws InterruptedException {
        Matcher path = PATH.matcher(request.path());
        Member member = path.matches() ? members.get(path.group(1)) : null;
        if (member == null) {
            return refused(404, "UnknownRuntime", request.path());
        }
        if (path.group(2) == null) {
            return finish(member.environment(), path.group(3), path.group(4), request);
        }
        if (path.group(2).equals("init/error")) {
            member.environment().initFailed(errorOf(request));
            return accepted();
        }
        return next(member, request);
    }

    private static HttpResponse next(Member member, HttpRequest request) throws InterruptedException {
        Optional<Invocation> next = member.environment().next(request.connection());
        if (next.isEmpty()) {
            return refused(410, "Gone", "the environment has ended");
        }
        Invocation invocation = next.get();
        LambdaFunction function = member.function();
        return HttpResponse.of(200, "application/json", invocation.payload())
                .with("Lambda-Runtime-Aws-Request-Id", invocation.requestId())
                .with("Lambda-Runtime-Deadline-Ms", Long.toString(function.deadline()))
                .with("Lambda-Runtime-Invoked-Function-Arn", function.resource().arn())
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

    private static HttpResponse accepted() {
        return HttpResponse.json(202, JsonNodes.object().put("status", "OK"));
    }

    private static HttpResponse refused(int status, String type, String message) {
        return HttpResponse.json(status, RuntimeError.of(type, message));
    }
}
