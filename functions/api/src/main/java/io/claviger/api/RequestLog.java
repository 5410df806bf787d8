package io.claviger.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One line for each request: who asked for what, and how it ended. Nothing that the caller sent is in it but the id that API
 * Gateway gave the request, the trace's id, and who the identity provider says is calling; of an app only that it is one, since
 * its name is a viewer's device.
 */
final class RequestLog {
    private final Consumer<String> output;

    /** @param output takes one line at a time */
    RequestLog(Consumer<String> output) {
        this.output = output;
    }

    void write(
            APIGatewayV2HTTPEvent event, Headers headers, Optional<Caller> caller, Answer answer, Duration duration) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("entry", "Request");
        Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayV2HTTPEvent.RequestContext::getRequestId)
                .ifPresent(id -> line.put("request_id", id));
        headers.find("x-amzn-trace-id").ifPresent(id -> line.put("trace_id", id));
        Optional.ofNullable(event.getRouteKey())
                .flatMap(Endpoint::of)
                .ifPresent(endpoint -> line.put("route", endpoint.routeKey()));
        caller.ifPresent(known -> add(line, known));
        line.put("status", answer.status());
        Optional.ofNullable(answer.body().get("code")).ifPresent(code -> line.set("code", code));
        output.accept(line.put("duration_ms", duration.toMillis()).toString());
    }

    private static void add(ObjectNode line, Caller caller) {
        ArrayNode groups = line.putArray("groups");
        caller.groups().stream().sorted().forEach(group -> groups.add(group.claim()));
        if (!caller.groups().contains(Group.APP)) {
            caller.subject().ifPresent(subject -> line.put("subject", subject));
        }
    }
}
