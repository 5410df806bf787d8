package io.claviger.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** One response. Headers keep their order and may repeat. */
public record HttpResponse(int status, List<Header> headers, Buffer body) {

    public record Header(String name, String value) {}

    public HttpResponse {
        headers = List.copyOf(headers);
    }

    public static HttpResponse of(int status, String contentType, Buffer body) {
        return new HttpResponse(status, List.of(new Header("Content-Type", contentType)), body);
    }

    public static HttpResponse json(int status, JsonNode body) {
        return of(status, "application/json", Buffer.buffer(body.toString()));
    }

    /** An error in API Gateway's form: {@code {"message": …}}. */
    public static HttpResponse message(int status, String message) {
        return json(status, JsonNodes.object().put("message", message));
    }

    public static HttpResponse text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", Buffer.buffer(body));
    }

    public static HttpResponse empty(int status) {
        return new HttpResponse(status, List.of(), Buffer.buffer());
    }

    public HttpResponse with(String name, String value) {
        List<Header> extended = new ArrayList<>(headers);
        extended.add(new Header(name, value));
        return new HttpResponse(status, extended, body);
    }
}
