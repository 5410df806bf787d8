package io.claviger.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** What goes back to the caller: a status, a JSON body and headers. Nothing of it may be kept by a cache (RFC 6749 section 5.1). */
public record Answer(int status, ObjectNode body, Map<String, String> headers) {
    private static final String PROBLEM_TYPE = "urn:claviger:problem:";

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer ok(ObjectNode body) {
        return json(200, body);
    }

    public static Answer created(ObjectNode body) {
        return json(201, body);
    }

    /** What was asked for will come true later. */
    public static Answer accepted() {
        return accepted(JsonNodeFactory.instance.objectNode());
    }

    /** As {@link #accepted()}, showing what is under way. */
    public static Answer accepted(ObjectNode body) {
        return json(202, body);
    }

    public static Answer problem(ProblemCode code, String detail) {
        return of(Problem.of(code, detail));
    }

    public static Answer of(Problem problem) {
        ProblemCode code = problem.code();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", PROBLEM_TYPE + code.code())
                .put("title", code.title())
                .put("status", code.status())
                .put("code", code.code())
                .put("detail", problem.detail());
        Map<String, String> headers = headers("application/problem+json");
        problem.retryAfterSeconds().ifPresent(seconds -> headers.put("Retry-After", seconds));
        if (code == ProblemCode.UNAUTHENTICATED) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        return new Answer(code.status(), body, headers);
    }

    /** As API Gateway wants it: payload format 2.0. */
    public APIGatewayV2HTTPResponse toResponse() {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody(body.toString())
                .withIsBase64Encoded(false)
                .build();
    }

    private static Answer json(int status, ObjectNode body) {
        return new Answer(status, body, headers("application/json"));
    }

    private static Map<String, String> headers(String contentType) {
        return new HashMap<>(Map.of("Content-Type", contentType, "Cache-Control", "no-store"));
    }
}
