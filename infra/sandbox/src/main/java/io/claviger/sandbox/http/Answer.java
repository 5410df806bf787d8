package io.claviger.sandbox.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent back, and what the request log says of it.
 *
 * @param error    for the log; null if all was well
 * @param clientId for the log; null if none is known
 */
record Answer(
        int status,
        String contentType,
        Map<String, String> headers,
        Buffer body,
        @Nullable String error,
        @Nullable String clientId) {

    static final String JSON = "application/json;charset=UTF-8";

    // RFC 6749 section 5.1: nothing with a token or a secret may be cached, and no refusal either.
    private static final Map<String, String> NO_STORE = Map.of("Cache-Control", "no-store");

    static Answer json(int status, byte[] body, @Nullable String error, @Nullable String clientId) {
        return new Answer(status, JSON, NO_STORE, Buffer.buffer(body), error, clientId);
    }

    /** What is said of a request that is no proper HTTP. */
    static Answer badRequest() {
        return json(400, "{\"error\":\"invalid_request\"}".getBytes(StandardCharsets.UTF_8), "invalid_request", null);
    }

    /** A plain page as Adobe's front server sends it. */
    static Answer html(int status, String reason, String error) {
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
        return new Answer(status, "text/html", Map.of(), Buffer.buffer(page), error, null);
    }

    Answer withClient(@Nullable String id) {
        return new Answer(status, contentType, headers, body, error, id);
    }

    Answer withContentType(String other) {
        return new Answer(status, other, headers, body, error == null ? "fault_content_type" : error, clientId);
    }
}
