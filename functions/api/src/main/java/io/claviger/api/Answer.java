package io.claviger.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer to the caller. No cache may keep it (RFC 6749 section 5.1).
 *
 * @param status the HTTP status
 * @param problem the code of an error; empty for a success
 */
public record Answer(int status, ObjectNode body, Map<String, String> headers, Optional<ProblemCode> problem) {
    private static final String PROBLEM_TYPE = "urn:claviger:problem:";

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer ok(ObjectNode body) {
        return success(200, body);
    }

    public static Answer created(ObjectNode body) {
        return success(201, body);
    }

    /** Done, and there is nothing to say (RFC 9110 section 15.3.5). */
    public static Answer noContent() {
        return success(204, JsonNodeFactory.instance.objectNode());
    }

    /** The request is accepted; its effect follows later. */
    public static Answer accepted() {
        return accepted(JsonNodeFactory.instance.objectNode());
    }

    /** As {@link #accepted()}, with a body. */
    public static Answer accepted(ObjectNode body) {
        return success(202, body);
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
        return new Answer(code.status(), body, headers, Optional.of(code));
    }

    /** The answer in API Gateway's payload format 2.0. */
    public APIGatewayV2HTTPResponse toResponse() {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody(status == 204 ? "" : body.toString())
                .withIsBase64Encoded(false)
                .build();
    }

    private static Answer success(int status, ObjectNode body) {
        return new Answer(status, body, headers("application/json"), Optional.empty());
    }

    private static Map<String, String> headers(String contentType) {
        return new HashMap<>(Map.of("Content-Type", contentType, "Cache-Control", "no-store"));
    }
}
