package io.claviger.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpJwksTest {
    private final AtomicInteger followed = new AtomicInteger();
    private HttpServer server;

    HttpJwksTest() throws IOException {
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
    void a_key_set_is_fetched() throws IOException {
        assertThat(at("/good").fetch()).isEqualTo("{\"keys\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/broken", "/huge", "/missing"})
    void whatever_is_no_good_answer_is_an_error(String path) {
        assertThatThrownBy(() -> at(path).fetch()).isInstanceOf(IOException.class);
    }

    @Test
    void a_redirect_is_not_followed() {
        assertThatThrownBy(() -> at("/moved").fetch()).isInstanceOf(IOException.class);
        assertThat(followed).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.com/jwks",
                "http://localhost.example.com/jwks",
                "http://10.0.0.1/jwks",
                "ftp://localhost/jwks",
                "file:///etc/passwd"
            })
    void an_address_that_is_not_https_is_refused(String address) {
        assertThatThrownBy(() -> new HttpJwks(URI.create(address))).isInstanceOf(IllegalArgumentException.class);
    }

    private HttpJwks at(String path) {
        return new HttpJwks(URI.create("http://localhost:" + server.getAddress().getPort() + path));
    }

    private void answer(String path, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }
}
