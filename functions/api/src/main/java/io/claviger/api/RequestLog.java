package io.claviger.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.api.identity.Caller;
import io.claviger.aws.tracing.TraceHeader;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One line for each request: the caller, the route and the result. Of all that the caller sent, only claims that the
 * identity provider signed are in it, and the ARN that IAM knows.
 */
final class RequestLog {
    private final Consumer<String> output;
    private final Supplier<Optional<TraceHeader>> trace;

    /**
     * @param output gets one line at a time
     * @param trace the trace of the current request
     */
    RequestLog(Consumer<String> output, Supplier<Optional<TraceHeader>> trace) {
        this.output = output;
        this.trace = trace;
    }

    void write(APIGatewayV2HTTPEvent event, Optional<Caller> caller, Answer answer, Duration duration) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("entry", "Request");
        Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayV2HTTPEvent.RequestContext::getRequestId)
                .ifPresent(id -> line.put("request_id", id));
        trace.get().ifPresent(known -> line.put("trace_id", known.root()));
        Optional.ofNullable(event.getRouteKey())
                .flatMap(Endpoint::of)
                .ifPresent(endpoint -> line.put("route", endpoint.routeKey()));
        caller.ifPresent(known -> add(line, known));
        line.put("status", answer.status());
        answer.problem().ifPresent(code -> line.put("code", code.code()));
        output.accept(line.put("duration_ms", duration.toMillis()).toString());
    }

    private static void add(ObjectNode line, Caller caller) {
        caller.groupNames().forEach(line.putArray("groups")::add);
        caller.nameForLogs().ifPresent(subject -> line.put("subject", subject));
    }
}
