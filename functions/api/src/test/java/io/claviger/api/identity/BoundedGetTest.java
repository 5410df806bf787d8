package io.claviger.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.http.SimpleResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedGetTest {
    private final AtomicInteger followed = new AtomicInteger();
    private HttpServer server;

    BoundedGetTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        answer("/good", 200, "{\"keys\":[]}");
        answer("/broken", 500, "{\"keys\":[]}");
        answer("/huge", 200, " ".repeat(256 * 1024) + "{\"keys\":[]}");
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/followed");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/followed", exchange -> {
            followed.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_body_is_fetched() throws IOException {
        assertThat(get("/good").getBody()).isEqualTo("{\"keys\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/broken", "/huge", "/missing"})
    void a_failed_or_oversized_response_is_an_error(String path) {
        assertThatThrownBy(() -> get(path)).isInstanceOf(IOException.class);
    }

    @Test
    void a_redirect_is_not_followed() {
        assertThatThrownBy(() -> get("/moved")).isInstanceOf(IOException.class);
        assertThat(followed).hasValue(0);
    }

    /** No {@code max-age} of the provider's may keep a withdrawn key alive. */
    @Test
    void the_response_has_no_headers() throws IOException {
        assertThat(get("/good").getHeaderNames()).isEmpty();
    }

    private SimpleResponse get(String path) throws IOException {
        return new BoundedGet().get("http://localhost:" + server.getAddress().getPort() + path);
    }

    private void answer(String path, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", "max-age=86400");
            exchange.sendResponseHeaders(status, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }
}
