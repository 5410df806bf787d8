package io.claviger.sandbox.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.claviger.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The panel that shows Claviger. */
class ClavigerPanelTest extends BrowserTestBase {
    private static final String APPLICATIONS = """
            {"applications":[
             {"application_id":"news","display_name":"News for TV","status":"ACTIVE"},
             {"application_id":"sports","display_name":"Sports","status":"REVOKED",
              "evidence":{"where":"register","code":"invalid_software_statement","seen_at":"2026-11-23T15:00:00Z"}}]}
            """;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final HttpServer claviger = startClaviger();

    private HttpServer startClaviger() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                var path = exchange.getRequestURI().getPath();
                boolean authorized = !path.startsWith("/v1/")
                        || "Bearer operator-jwt"
                                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                var answer = answers.getOrDefault(authorized ? path : "", "").getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.length == 0 ? 404 : 200, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void stopClaviger() {
        claviger.stop(0);
    }

    @Override
    protected SandboxOptions options() {
        return SandboxOptions.onAnyPort()
                .withClaviger(
                        URI.create("http://127.0.0.1:" + claviger.getAddress().getPort()));
    }

    @Test
    void applications_instances_and_events_are_shown_and_so_is_an_absent_claviger() {
        assertThat(page.locator("#claviger")).containsText("Claviger does not answer");

        answers.put("/local/jwt", "operator-jwt");
        answers.put("/v1/applications", APPLICATIONS);
        assertThat(page.locator("#claviger")).containsText("News for TV");
        assertThat(page.locator("#claviger")).containsText("invalid_software_statement at register");
        assertThat(page.locator("#claviger .badge.refused")).hasText("REVOKED");

        answers.put(
                "/local/instances",
                "[{\"application_id\":\"news\",\"instance_id\":\"phone-1\",\"status\":\"ACTIVE\",\"client_id\":\"c-1\",\"expires_at\":\""
                        + Instant.now().plusSeconds(7_230) + "\",\"refresh_after\":\""
                        + Instant.now().minusSeconds(5) + "\"}]");
        assertThat(page.locator("#claviger tbody")).containsText("phone-1");
        assertThat(page.locator("#claviger .left")).containsText("2 h 0 min, refresh due");

        answers.put(
                "/local/events",
                "[{\"time\":\"2026-11-23T15:00:00Z\",\"detail-type\":\"SoftwareStatementRevoked\",\"detail\":{\"application_id\":\"sports\"}}]");
        assertThat(page.locator("#claviger")).containsText("SoftwareStatementRevoked");
    }
}
