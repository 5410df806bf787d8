package io.claviger.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** API Gateway's events as JSON. The functions and their priming share one mapper, so that it is warm at the first call. */
public final class ApiEvents {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ApiEvents() {}

    /** @throws IOException if the event is not one of an HTTP API in payload format 2.0 */
    public static APIGatewayV2HTTPEvent read(InputStream event) throws IOException {
        return JSON.readValue(event, APIGatewayV2HTTPEvent.class);
    }

    public static void write(APIGatewayV2HTTPResponse answer, OutputStream to) throws IOException {
        JSON.writeValue(to, answer);
    }

    /** @throws IllegalArgumentException if the event is not one of an HTTP API in payload format 2.0 */
    public static APIGatewayV2HTTPEvent read(JsonNode event) {
        return JSON.convertValue(event, APIGatewayV2HTTPEvent.class);
    }

    public static JsonNode write(APIGatewayV2HTTPResponse answer) {
        return JSON.valueToTree(answer);
    }
}
