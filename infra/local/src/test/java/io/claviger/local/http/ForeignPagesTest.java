package io.claviger.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.sandbox.Sandbox;
import io.claviger.sandbox.SandboxOptions;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web page of another site can do to the servers on this machine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignPagesTest {
    private final Vertx vertx = Vertx.vertx();
    private final LoopbackServer server =
            LoopbackServer.listen(vertx, 0, 1_000, request -> HttpResponse.text(200, "done"));
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.onAnyPort());

    @AfterAll
    void stop() {
        server.close();
        sandbox.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "claviger.localhost:8080", "127.0.0.1", "[::1]:8080"})
    void names_of_the_loopback_are_served(String host) throws IOException {
        assertThat(local("GET", "Host: " + host)).isEqualTo(200);
        assertThat(sandbox("GET", "Host: " + host)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example:8080", "127.0.0.1.nip.io", "notlocalhost", "[::2]", "%"})
    void names_of_other_machines_are_refused(String host) throws IOException {
        assertThat(local("GET", "Host: " + host)).isEqualTo(403);
        assertThat(sandbox("GET", "Host: " + host)).isEqualTo(403);
    }

    @Test
    void two_hosts_are_refused() throws IOException {
        assertThat(local("GET", "Host: localhost", "Host: localhost")).isEqualTo(403);
        assertThat(sandbox("GET", "Host: localhost", "Host: evil.example")).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://localhost:3000",
                "Sec-Fetch-Site: cross-site"
            })
    void a_foreign_page_changes_nothing(String header) throws IOException {
        assertThat(local("POST", "Host: localhost", header)).isEqualTo(403);
        assertThat(local("PUT", "Host: localhost", header)).isEqualTo(403);
        assertThat(sandbox("POST", "Host: localhost", header)).isEqualTo(403);
    }

    @Test
    void own_pages_and_callers_other_than_browsers_change_what_they_like() throws IOException {
        assertThat(local("POST", "Host: localhost")).isEqualTo(200);
        assertThat(local("POST", "Host: localhost", "Origin: http://localhost", "Sec-Fetch-Site: same-origin"))
                .isEqualTo(200);
        assertThat(sandbox("POST", "Host: localhost", "Origin: http://localhost", "Sec-Fetch-Site: same-origin"))
                .isEqualTo(201);
    }

    private int local(String method, String... headers) throws IOException {
        return status(server.port(), method + " /local/health", headers);
    }

    private int sandbox(String method, String... headers) throws IOException {
        return status(sandbox.baseUri().getPort(), method + " /dashboard/registered-applications", headers);
    }

    private static int status(int port, String call, String... headers) throws IOException {
        String body = "{\"name\":\"News\"}";
        String request = call + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String line = Objects.requireNonNull(reader.readLine());
            return Integer.parseInt(line.split(" ", -1)[1]);
        }
    }
}
