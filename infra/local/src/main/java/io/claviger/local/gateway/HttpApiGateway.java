package io.claviger.local.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.HttpHandler;
import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.lambda.InvocationResult;
import io.claviger.local.lambda.LambdaFunction;
import io.claviger.local.lambda.LambdaService;
import io.claviger.local.template.RouteResource;
import io.claviger.local.template.Stack;
import io.claviger.local.template.TemplateException;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Serves the template's HTTP API: finds the route, asks its authorizer, invokes the function and renders its answer. */
public final class HttpApiGateway implements HttpHandler, AutoCloseable {
    /** The limit of an HTTP API. Lambda's limit for an event is lower. */
    public static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

    private static final int MAX_EVENT_BYTES = 6 * 1024 * 1024;
    private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(30);

    private final RouteTable routes;
    private final Optional<Cors> cors;
    private final JwtAuthorization jwt;
    private final IamAuthorization iam;
    private final String account;
    private final InstantSource clock;
    private final ExecutorService invocations = Executors.newVirtualThreadPerTaskExecutor();

    /** @param forIam whether it serves the routes for callers with AWS credentials, or all others */
    public HttpApiGateway(Stack stack, LambdaService lambda, InstantSource clock, boolean forIam) {
        Map<String, LambdaFunction> functions = new HashMap<>();
        lambda.functions().forEach(each -> functions.put(each.resource().arn(), each));
        List<RouteResource> resources =
                stack.routes().stream().filter(route -> route.iam() == forIam).toList();
        this.routes = new RouteTable(resources.stream()
                .map(route -> GatewayRoute.of(route, function(functions, route)))
                .toList());
        this.cors = resources.stream()
                .map(route -> stack.cors().get(route.api()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(Cors::new);
        this.account = stack.awsEnvironment().account();
        this.jwt = new JwtAuthorization(clock);
        this.iam = new IamAuthorization(account, clock);
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
        HttpResponse response = match.isEmpty() ? withoutRoute(request) : authorized(request, match.get(), requestId);
        return response.with(
                        "date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().atOffset(ZoneOffset.UTC)))
                .with("apigw-requestid", requestId);
    }

    private HttpResponse withoutRoute(HttpRequest request) {
        return cors.flatMap(each -> each.preflight(request)).orElseGet(() -> HttpResponse.message(404, "Not Found"));
    }

    private HttpResponse authorized(HttpRequest request, RouteTable.Match match, String requestId)
            throws InterruptedException {
        return switch (decide(request, match.route().resource())) {
            case Decision.Granted(ObjectNode authorizer) -> invoke(request, match, authorizer, requestId);
            case Decision.Denied(HttpResponse response) -> response;
        };
    }

    private Decision decide(HttpRequest request, RouteResource route) {
        if (route.iam()) {
            return iam.decide(request);
        }
        return route.authorizer()
                .map(authorizer -> jwt.decide(request.header("authorization"), authorizer))
                .orElseGet(() -> new Decision.Granted(JsonNodes.object()));
    }

    private HttpResponse invoke(HttpRequest request, RouteTable.Match match, ObjectNode authorizer, String requestId)
            throws InterruptedException {
        ObjectNode event = ProxyEvent.of(request, match, authorizer, account, requestId, clock.instant());
        Buffer payload = Buffer.buffer(JsonNodes.bytes(event));
        if (payload.length() > MAX_EVENT_BYTES) {
            return HttpResponse.message(413, "Request Entity Too Large");
        }
        LambdaFunction function = match.route().function();
        Future<InvocationResult> invocation = invocations.submit(() -> function.invoke(payload));
        try {
            return switch (invocation.get(INTEGRATION_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                case InvocationResult.Returned(Buffer answer) ->
                    ProxyResponse.of(answer)
                            .map(response -> cors.map(each -> each.answer(request, response))
                                    .orElse(response))
                            .orElseGet(HttpApiGateway::internalServerError);
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
