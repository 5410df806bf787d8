package io.claviger.api.testing;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.api.Api;
import io.claviger.api.ApiEvents;
import io.claviger.api.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** A call as API Gateway hands it to a function, made from an event in a file. */
public final class ApiCall {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode event;

    private ApiCall(ObjectNode event) {
        this.event = event;
    }

    public static ApiCall to(Endpoint endpoint) {
        return to(endpoint.routeKey());
    }

    public static ApiCall to(String routeKey) {
        try (InputStream file = ApiCall.class.getResourceAsStream("api-event.json")) {
            ObjectNode event = (ObjectNode) JSON.readTree(Objects.requireNonNull(file));
            event.put("routeKey", routeKey);
            return new ApiCall(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ApiCall application(String id) {
        return path("applicationId", id);
    }

    public ApiCall instance(String id) {
        return path("instanceId", id);
    }

    public ApiCall bearing(String token) {
        return header("authorization", "Bearer " + token);
    }

    /** A call that API Gateway's IAM authorizer let through, for this path. */
    public ApiCall signedBy(String arn, String rawPath) {
        event.put("rawPath", rawPath);
        event.withObjectProperty("requestContext")
                .putObject("authorizer")
                .putObject("iam")
                .put("userArn", arn);
        return this;
    }

    public ApiCall header(String name, String value) {
        event.withObjectProperty("headers").put(name, value);
        return this;
    }

    public ApiCall without(String header) {
        event.withObjectProperty("headers").remove(header);
        return this;
    }

    public ApiCall query(String name, String value) {
        event.withObjectProperty("queryStringParameters").put(name, value);
        return this;
    }

    public ApiCall body(String body) {
        event.put("body", body);
        return this;
    }

    public ApiCall base64Body(byte[] body) {
        event.put("isBase64Encoded", true);
        return body(Base64.getEncoder().encodeToString(body));
    }

    public ApiCall base64Body(String body) {
        return base64Body(body.getBytes(StandardCharsets.UTF_8));
    }

    public ObjectNode json() {
        return event;
    }

    public APIGatewayV2HTTPEvent event() {
        return ApiEvents.read(event);
    }

    public APIGatewayV2HTTPResponse sendTo(Api api) {
        return api.serve(event());
    }

    /** The body of an answer. */
    public static JsonNode body(APIGatewayV2HTTPResponse answer) {
        return json(answer.getBody());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /** Another parameter of the path. */
    public ApiCall path(String name, String value) {
        event.withObjectProperty("pathParameters").put(name, value);
        return this;
    }
}
