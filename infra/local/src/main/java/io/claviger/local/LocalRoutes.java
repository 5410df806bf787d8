package io.claviger.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.aws.AwsFaults;
import io.claviger.local.events.EventBridge;
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
import java.net.URI;
import java.util.Optional;

/** What stands under {@code /local/} beside the API: what a developer or a test needs to see and to steer the system. */
final class LocalRoutes implements HttpHandler {
    static final String PREFIX = "/local/";

    private final URI api;
    private final Health health;
    private final IdentityProvider identity;
    private final Scheduler scheduler;
    private final EventBridge events;
    private final LambdaService lambda;
    private final AwsFaults faults;
    private final InstancesView instances;
    private final HttpHandler otherwise;

    /** @param otherwise what answers outside {@code /local/} */
    LocalRoutes(
            URI api,
            Health health,
            IdentityProvider identity,
            Scheduler scheduler,
            EventBridge events,
            LambdaService lambda,
            AwsFaults faults,
            InstancesView instances,
            HttpHandler otherwise) {
        this.api = api;
        this.health = health;
        this.identity = identity;
        this.scheduler = scheduler;
        this.events = events;
        this.lambda = lambda;
        this.faults = faults;
        this.instances = instances;
        this.otherwise = otherwise;
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws InterruptedException {
        if (!request.path().startsWith(PREFIX)) {
            return otherwise.handle(request);
        }
        String path = request.path().substring(PREFIX.length());
        int slash = path.indexOf('/');
        String room = slash < 0 ? path : path.substring(0, slash);
        String id = slash < 0 ? "" : path.substring(slash + 1);
        return switch (request.method() + " " + room) {
            case "GET health" -> health.answer();
            case "GET jwt" -> identity.token(request);
            case "GET jwks" -> identity.keys();
            case "GET .well-known" -> identity.discovery(api + PREFIX + "jwks");
            case "POST schedules" -> runSchedule(id);
            case "GET events" -> HttpResponse.json(200, events.events());
            case "GET instances" -> HttpResponse.json(200, instances.read());
            case "GET processes" -> HttpResponse.json(200, processes());
            case "GET logs" -> log(id);
            case "GET traces" -> HttpResponse.json(200, lambda.subsegments());
            case "GET aws-faults" -> HttpResponse.json(200, faults.status());
            case "PUT aws-faults" -> setFaults(request);
            default -> HttpResponse.message(404, "Not Found");
        };
    }

    private HttpResponse runSchedule(String id) throws InterruptedException {
        Optional<InvocationResult> result = scheduler.runNow(id);
        if (result.isEmpty()) {
            return HttpResponse.message(404, "No schedule of the template has a target " + id);
        }
        return switch (result.get()) {
            case InvocationResult.Returned(Buffer payload) -> HttpResponse.of(200, "application/json", payload);
            case InvocationResult.Failed(JsonNode error) -> HttpResponse.json(502, brief(error));
        };
    }

    /** Without the stack trace, which is in the function's log. */
    private static ObjectNode brief(JsonNode error) {
        return JsonNodes.object()
                .put("errorType", error.path("errorType").asText())
                .put("errorMessage", error.path("errorMessage").asText());
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
                .orElseGet(() -> HttpResponse.message(404, "There is no function " + id));
    }

    private HttpResponse setFaults(HttpRequest request) {
        try {
            faults.accept(JsonNodes.parse(request.body().getBytes())
                    .orElseThrow(() -> new IllegalArgumentException("The body is not JSON")));
            return HttpResponse.empty(204);
        } catch (IllegalArgumentException malformed) {
            return HttpResponse.message(400, String.valueOf(malformed.getMessage()));
        }
    }
}
