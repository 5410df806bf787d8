package io.claviger.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.claviger.local.http.HttpHandler;
import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.identity.IdentityProvider;
import io.claviger.local.lambda.InvocationResult;
import io.claviger.local.lambda.LambdaFunction;
import io.claviger.local.lambda.LambdaService;
import io.claviger.local.schedule.Scheduler;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;

/** The routes under {@code /local/}, by which a developer or a test observes and controls the system. */
final class LocalRoutes implements HttpHandler {
    private static final String PREFIX = "/local/";

    private final LocalAws aws;
    private final LambdaService lambda;
    private final Health health;
    private final Scheduler scheduler;
    private final IdentityProvider identity;
    private final InstancesView instances;
    private final HttpHandler api;

    /** @param api answers every other path */
    LocalRoutes(
            LocalAws aws,
            LambdaService lambda,
            Scheduler scheduler,
            IdentityProvider identity,
            InstancesView instances,
            HttpHandler api) {
        this.aws = aws;
        this.lambda = lambda;
        this.health = new Health(aws.caller(), lambda);
        this.scheduler = scheduler;
        this.identity = identity;
        this.instances = instances;
        this.api = api;
    }

    /** Whether the deployment's own API answers that path. A change there takes a credential, which no page has by itself. */
    static boolean isOfTheApi(String path) {
        return !path.startsWith(PREFIX);
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws InterruptedException {
        if (isOfTheApi(request.path())) {
            return api.handle(request);
        }
        String[] path = request.path().substring(PREFIX.length()).split("/", 2);
        String id = path.length > 1 ? path[1] : "";
        return switch (request.method() + " " + path[0]) {
            case "GET health" -> health.answer();
            case "GET jwt" -> identity.token(request);
            case "GET jwks" -> identity.keys();
            case "GET device" -> devicePage();
            case "GET .well-known" -> identity.discovery();
            case "POST schedules" -> runSchedule(id);
            case "GET events" -> HttpResponse.json(200, aws.events().events());
            case "GET instances" -> HttpResponse.json(200, instances.read());
            case "GET processes" -> HttpResponse.json(200, processes());
            case "GET logs" -> log(id);
            case "GET traces" -> HttpResponse.json(200, lambda.subsegments());
            case "GET aws-faults" -> HttpResponse.json(200, aws.faults().status());
            case "PUT aws-faults" -> setFaults(request);
            default -> HttpResponse.message(404, "Not Found");
        };
    }

    private static HttpResponse devicePage() {
        try (InputStream page = Objects.requireNonNull(LocalRoutes.class.getResourceAsStream("device.html"))) {
            return HttpResponse.of(200, "text/html; charset=utf-8", Buffer.buffer(page.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse runSchedule(String id) throws InterruptedException {
        Optional<InvocationResult> result = scheduler.runNow(id);
        if (result.isEmpty()) {
            return HttpResponse.message(404, "The template has no schedule " + id);
        }
        return switch (result.get()) {
            case InvocationResult.Returned(Buffer payload) -> HttpResponse.of(200, "application/json", payload);
            // The stack trace is in the function's log.
            case InvocationResult.Failed(JsonNode error) ->
                HttpResponse.json(
                        502,
                        JsonNodes.object()
                                .put("errorType", error.path("errorType").asText())
                                .put("errorMessage", error.path("errorMessage").asText()));
        };
    }

    private ArrayNode processes() {
        ArrayNode all = JsonNodes.array();
        for (LambdaFunction function : lambda.functions()) {
            for (LambdaFunction.ProcessStatus process : function.processes()) {
                all.addObject()
                        .put("logical_id", function.resource().logicalId())
                        .put("pid", process.pid())
                        .put("state", process.state())
                        .put("invocations", process.invocations());
            }
        }
        return all;
    }

    private HttpResponse log(String id) {
        return lambda.function(id)
                .map(function -> HttpResponse.text(200, function.logText()))
                .orElseGet(() -> HttpResponse.message(404, "The template has no function " + id));
    }

    private HttpResponse setFaults(HttpRequest request) {
        try {
            aws.faults()
                    .accept(JsonNodes.parse(request.body().getBytes())
                            .orElseThrow(() -> new IllegalArgumentException("The body is not JSON")));
            return HttpResponse.empty(204);
        } catch (IllegalArgumentException malformed) {
            return HttpResponse.message(400, String.valueOf(malformed.getMessage()));
        }
    }
}
