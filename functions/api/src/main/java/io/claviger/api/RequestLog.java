package io.claviger.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One line for each request: who asked for what, and how it ended. Nothing that the caller sent is in it but who the identity
 * provider says is calling, and a trace's id, which may be the caller's own: it is taken only if it is one.
 */
final class RequestLog {
    /** The header and the form of its ids are in X-Ray's developer guide, "Tracing header". */
    private static final Pattern TRACE_ROOT = Pattern.compile("(?:^|;)Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)");

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
        headers.find("x-amzn-trace-id").flatMap(RequestLog::traceId).ifPresent(id -> line.put("trace_id", id));
        Optional.ofNullable(event.getRouteKey())
                .flatMap(Endpoint::of)
                .ifPresent(endpoint -> line.put("route", endpoint.routeKey()));
        caller.ifPresent(known -> add(line, known));
        line.put("status", answer.status());
        Optional.ofNullable(answer.body().get("code")).ifPresent(code -> line.set("code", code));
        output.accept(line.put("duration_ms", duration.toMillis()).toString());
    }

    private static Optional<String> traceId(String header) {
        return TRACE_ROOT.matcher(header).results().map(root -> root.group(1)).findFirst();
    }

    private static void add(ObjectNode line, Caller caller) {
        caller.groupNames().forEach(line.putArray("groups")::add);
        caller.nameForLogs().ifPresent(subject -> line.put("subject", subject));
    }
}
