package io.claviger.sandbox.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response of an endpoint of Adobe's.
 *
 * @param error    for the request log; null for a success
 * @param clientId for the request log; null if unknown
 */
record AdobeResponse(
        int status,
        String contentType,
        Map<String, String> headers,
        Buffer body,
        @Nullable String error,
        @Nullable String clientId) {

    static final String JSON = "application/json;charset=UTF-8";

    // RFC 6749 section 5.1.
    private static final Map<String, String> NO_STORE = Map.of("Cache-Control", "no-store");

    static AdobeResponse json(int status, byte[] body, @Nullable String error, @Nullable String clientId) {
        return new AdobeResponse(status, JSON, NO_STORE, Buffer.buffer(body), error, clientId);
    }

    /** The response to malformed HTTP. */
    static AdobeResponse badRequest() {
        return json(400, "{\"error\":\"invalid_request\"}".getBytes(StandardCharsets.UTF_8), "invalid_request", null);
    }

    /** Sends a browser on. */
    static AdobeResponse redirect(String location) {
        return new AdobeResponse(
                302,
                "text/html",
                Map.of("Location", location, "Cache-Control", "no-store"),
                Buffer.buffer(),
                null,
                null);
    }

    /** An HTML page such as Adobe's front server sends. */
    static AdobeResponse html(int status, String reason, String error) {
        var title = status + " " + reason;
        var page = """
                <html>
                <head><title>%s</title></head>
                <body>
                <center><h1>%s</h1></center>
                <hr><center>claviger sandbox</center>
                </body>
                </html>
                """.formatted(title, title);
        return new AdobeResponse(status, "text/html", Map.of(), Buffer.buffer(page), error, null);
    }

    AdobeResponse withClient(@Nullable String id) {
        return new AdobeResponse(status, contentType, headers, body, error, id);
    }

    AdobeResponse withContentType(String other) {
        return new AdobeResponse(status, other, headers, body, error == null ? "fault_content_type" : error, clientId);
    }
}
