package io.claviger.local.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.gateway.JwtAuthorization.Decision;
import io.claviger.local.http.HttpHandler;
import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.lambda.InvocationResult;
import io.claviger.local.lambda.LambdaFunction;
import io.claviger.local.lambda.LambdaService;
import io.claviger.local.template.JwtAuthorizer;
import io.claviger.local.template.RouteResource;
import io.claviger.local.template.Stack;
import io.claviger.local.template.TemplateException;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Serves the template's HTTP API: finds the route, checks the JWT, invokes the function and renders its answer. */
public final class HttpApiGateway implements HttpHandler, AutoCloseable {
    /** The limit of an HTTP API. Lambda's limit for an event is lower. */
    public static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

    private static final int MAX_EVENT_BYTES = 6 * 1024 * 1024;
    private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(30);

    private final RouteTable routes;
    private final JwtAuthorization authorization;
    private final String account;
    private final InstantSource clock;
    private final ExecutorService invocations = Executors.newVirtualThreadPerTaskExecutor();

    public HttpApiGateway(Stack stack, LambdaService lambda, InstantSource clock) {
        Map<String, LambdaFunction> functions = new HashMap<>();
        lambda.functions().forEach(each -> functions.put(each.resource().arn(), each));
        this.routes = new RouteTable(stack.routes().stream()
                .map(route -> GatewayRoute.of(route, function(functions, route)))
                .toList());
        this.authorization = new JwtAuthorization(clock);
        this.account = stack.awsEnvironment().account();
        this.clock = clock;
    }

    private static LambdaFunction function(Map<String, LambdaFunction> functions, RouteResource route) {
        return Optional.ofNullable(functions.get(route.functionArn()))
                .orElseThrow(() -> new TemplateException(route.key(), "there is no " + route.functionArn()));
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws InterruptedException {
        String requestId = UUID.randomUUID().toString();
        Optional<RouteTable.Match> match = routes.find(request.method(), request.path());
        HttpResponse response =
                match.isEmpty() ? HttpResponse.message(404, "Not Found") : authorized(request, match.get(), requestId);
        return response.with("apigw-requestid", requestId);
    }

    private HttpResponse authorized(HttpRequest request, RouteTable.Match match, String requestId)
            throws InterruptedException {
        Optional<JwtAuthorizer> authorizer = match.route().authorizer();
        if (authorizer.isEmpty()) {
            return invoke(request, match, Optional.empty(), requestId);
        }
        return switch (authorization.decide(request.header("authorization"), authorizer.get())) {
            case Decision.Granted(ObjectNode claims) -> invoke(request, match, Optional.of(claims), requestId);
            case Decision.Denied(String challenge) ->
                HttpResponse.message(401, "Unauthorized").with("www-authenticate", challenge);
        };
    }

    private HttpResponse invoke(
            HttpRequest request, RouteTable.Match match, Optional<ObjectNode> claims, String requestId)
            throws InterruptedException {
        ObjectNode event = ProxyEvent.of(request, match, claims, account, requestId, clock.instant());
        Buffer payload = Buffer.buffer(JsonNodes.bytes(event));
        if (payload.length() > MAX_EVENT_BYTES) {
            return HttpResponse.message(413, "Request Entity Too Large");
        }
        LambdaFunction function = match.route().function();
        Future<InvocationResult> invocation = invocations.submit(() -> function.invoke(payload));
        try {
            return switch (invocation.get(INTEGRATION_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                case InvocationResult.Returned(Buffer answer) ->
                    ProxyResponse.of(answer).orElseGet(HttpApiGateway::internalServerError);
                case InvocationResult.Failed ignored -> internalServerError();
            };
        } catch (TimeoutException late) {
            // The function continues, as it does in Lambda.
            return HttpResponse.message(503, "Service Unavailable");
        } catch (ExecutionException failure) {
            throw new IllegalStateException("The invocation failed", failure.getCause());
        }
    }

    @Override
    public void close() {
        invocations.shutdownNow();
    }

    /**
     * An HTTP API answers this when a function fails, times out or returns nonsense. The function's log has the reason.
     */
    private static HttpResponse internalServerError() {
        return HttpResponse.message(500, "Internal Server Error");
    }
}
