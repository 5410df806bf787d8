package io.claviger.local.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request with its whole body.
 *
 * @param path the path as it was sent, percent-encoded
 * @param query the text after the question mark, percent-encoded, or an empty text
 * @param sourceIp the address of the connection; no header changes it
 * @param connection tells when the caller has gone
 */
public record HttpRequest(
        String method,
        String path,
        String query,
        MultiMap headers,
        Buffer body,
        String sourceIp,
        Connection connection) {

    /** The connection that a request came on. */
    @FunctionalInterface
    public interface Connection {
        /** Runs the action once the caller has closed the connection, at once if it already has. */
        void onClose(Runnable action);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The decoded value of the first query parameter of that name. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters().get(name)).map(List::getFirst);
    }

    /** The decoded values of each query parameter, in their order. */
    public Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                parameters
                        .computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
                        .add(parts.length == 1 ? "" : decode(parts[1]));
            }
        }
        return parameters;
    }

    /** A malformed escape stays as it was sent. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
