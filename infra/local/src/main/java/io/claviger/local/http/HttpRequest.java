package io.claviger.local.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One request, its body read whole.
 *
 * @param path the path as it stood on the wire, percent-encoded
 * @param query what follows the question mark, percent-encoded, or an empty string
 * @param sourceIp the address of the connection, never that of a header
 * @param connection tells when the other side has gone
 */
public record HttpRequest(
        String method,
        String path,
        String query,
        MultiMap headers,
        Buffer body,
        String protocol,
        String sourceIp,
        Connection connection) {

    /** The connection that a request came on. */
    @FunctionalInterface
    public interface Connection {
        /** Runs the action once the other side has closed the connection, at once if it already has. */
        void onClose(Runnable action);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The decoded value of the first query parameter of that name. */
    public Optional<String> parameter(String name) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (decode(key).equals(name)) {
                return Optional.of(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
