package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The effect of each fault on a call. */
class FaultsTest extends SandboxTestBase {
    @Test
    void a_status_is_sent_in_html_without_any_work_and_the_dashboard_still_works() {
        sandbox.setFaults("{\"status\":503}");
        int before = sandbox.clientCount();
        var reply = adobe.register(statement());
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.contentType()).isEqualTo("text/html");
        assertThat(adobe.get("/api/v2/REF30/configuration").status()).isEqualTo(503);
        assertThat(sandbox.clientCount()).isEqualTo(before);
        assertThat(lastRequest().error()).isEqualTo("fault_status");
        assertThat(adobe.get("/dashboard/faults").status()).isEqualTo(200);
    }

    @Test
    void a_rate_affects_about_that_share_of_calls() {
        sandbox.setFaults("{\"status\":500,\"status_rate\":0.5}");
        long met = IntStream.range(0, 200)
                .filter(call -> adobe.get("/api/v2/REF30/configuration").status() == 500)
                .count();
        assertThat(met).isBetween(70L, 130L);
    }

    @Test
    void a_rate_of_zero_affects_no_call() {
        sandbox.setFaults("{\"status\":500,\"status_rate\":0,\"drop_response_rate\":0}");
        assertThat(adobe.register(statement()).status()).isEqualTo(201);
    }

    @Test
    void latency_delays_the_response() {
        sandbox.setFaults("{\"latency_ms\":300}");
        long start = System.nanoTime();
        assertThat(adobe.register(statement()).status()).isEqualTo(201);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void a_caller_that_disconnects_during_the_latency_does_not_stop_the_work() throws IOException {
        sandbox.setFaults("{\"latency_ms\":300}");
        int before = sandbox.clientCount();
        try (var socket = send(registerRequest())) {
            socket.shutdownOutput();
        }
        Awaitility.await().until(() -> sandbox.clientCount() == before + 1);
    }

    @Test
    void a_dropped_response_follows_the_work_and_is_logged() throws IOException {
        sandbox.setFaults("{\"drop_response_rate\":1}");
        int before = sandbox.clientCount();
        try (var socket = send(registerRequest())) {
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
        assertThat(sandbox.clientCount()).isEqualTo(before + 1);
        assertThat(lastRequest().status()).isEqualTo(201);
        assertThat(lastRequest().error()).isEqualTo("fault_dropped");
        assertThat(lastRequest().clientId()).isNotNull();
    }

    @Test
    void a_reset_precedes_the_work_and_is_a_tcp_reset() throws IOException {
        sandbox.setFaults("{\"reset_rate\":1}");
        int before = sandbox.clientCount();
        try (var socket = send(registerRequest())) {
            assertThatThrownBy(() -> socket.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
        }
        assertThat(sandbox.clientCount()).isEqualTo(before);
        assertThat(lastRequest().status()).isZero();
        assertThat(lastRequest().error()).isEqualTo("fault_reset");
    }

    @Test
    void a_truncated_body_ends_before_its_content_length() throws IOException {
        sandbox.setFaults("{\"truncate_rate\":1}");
        try (var socket = send(registerRequest())) {
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            int promised = Integer.parseInt(answer.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
            assertThat(answer).startsWith("HTTP/1.1 201");
            assertThat(answer.length() - end - 4).isBetween(1, promised - 1);
        }
        assertThat(lastRequest().error()).isEqualTo("fault_truncated");
    }

    @Test
    void an_endless_body_goes_on_until_the_caller_disconnects() throws IOException {
        sandbox.setFaults("{\"endless_body_rate\":1}");
        try (var socket = send(registerRequest())) {
            assertThat(socket.getInputStream().readNBytes(3_000_000)).hasSize(3_000_000);
        }
        assertThat(lastRequest().error()).isEqualTo("fault_endless");
        sandbox.setFaults("{}");
        assertThat(adobe.register(statement()).status()).isEqualTo(201);
    }

    @Test
    void a_wrong_content_type_leaves_the_rest_of_the_response_unchanged() {
        sandbox.setFaults("{\"content_type\":\"text/html\"}");
        var reply = adobe.register(statement());
        assertThat(reply.contentType()).isEqualTo("text/html");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().path("client_id").asText()).isNotEmpty();
        assertThat(lastRequest().error()).isEqualTo("fault_content_type");
    }

    @Test
    void the_same_token_returns_with_its_remaining_lifetime_until_it_expires() {
        var credentials = adobe.registered(statement());
        sandbox.setFaults("{\"same_token_rate\":1,\"token_ttl_seconds\":100}");
        var first = adobe.token(credentials).json();
        clock.advance(Duration.ofSeconds(40));
        var again = adobe.token(credentials).json();
        assertThat(again.path("access_token")).isEqualTo(first.path("access_token"));
        assertThat(again.path("created_at")).isEqualTo(first.path("created_at"));
        assertThat(again.path("expires_in").asInt()).isEqualTo(60);
        clock.advance(Duration.ofMinutes(1));
        assertThat(adobe.token(credentials).json().path("access_token")).isNotEqualTo(first.path("access_token"));
    }

    @Test
    void a_lifetime_of_zero_or_less_makes_expired_tokens() {
        var credentials = adobe.registered(statement());
        for (var lifetime : new long[] {0, -5}) {
            sandbox.setFaults("{\"token_ttl_seconds\":" + lifetime + "}");
            var reply = adobe.token(credentials).json();
            assertThat(reply.path("expires_in").asLong()).isEqualTo(lifetime);
            assertThat(adobe.configuration("REF30", reply.path("access_token").asText())
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void a_revocation_shows_at_the_endpoints_of_the_faults_alone() {
        var credentials = adobe.registered(statement());
        var token = adobe.tokenFor(credentials);
        sandbox.revoke(application.id());

        sandbox.setFaults("{\"revocation_shows_at\":[\"register\"]}");
        assertThat(statuses(credentials, token)).containsExactly(400, 201, 200);
        sandbox.setFaults("{\"revocation_shows_at\":[\"token\"]}");
        assertThat(statuses(credentials, token)).containsExactly(201, 400, 200);
        sandbox.setFaults("{\"revocation_shows_at\":[\"api\"]}");
        assertThat(statuses(credentials, token)).containsExactly(201, 201, 401);
        sandbox.setFaults("{\"revocation_shows_at\":[\"token\",\"api\"]}");
        assertThat(statuses(credentials, token)).containsExactly(201, 400, 401);
        sandbox.setFaults("{\"revocation_shows_at\":[]}");
        assertThat(statuses(credentials, token)).containsExactly(400, 400, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"register\"", "\"/o/client/reg\"", "\"/nowhere\",\"register\""})
    void faults_with_paths_affect_these_paths_alone(String paths) {
        var credentials = adobe.registered(statement());
        sandbox.setFaults("{\"status\":500,\"paths\":[" + paths + "]}");
        assertThat(adobe.register(statement()).status()).isEqualTo(500);
        assertThat(adobe.token(credentials).status()).isEqualTo(201);
    }

    @Test
    void faults_can_be_limited_to_one_service_provider() {
        var token = adobe.tokenFor(adobe.registered(statement()));
        sandbox.setFaults("{\"status\":500,\"paths\":[\"/api/v2/REF30/\"]}");
        assertThat(adobe.configuration("REF30", token).status()).isEqualTo(500);
        assertThat(adobe.configuration("OTHER", token).status()).isEqualTo(200);
    }

    private int[] statuses(AdobeCaller.Credentials credentials, String token) {
        return new int[] {
            adobe.register(statement()).status(),
            adobe.token(credentials).status(),
            adobe.configuration("REF30", token).status()
        };
    }

    private String registerRequest() {
        var body = AdobeCaller.write(Map.of("software_statement", statement()));
        return "POST /o/client/register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private Socket send(String request) throws IOException {
        var socket =
                new Socket(InetAddress.getLoopbackAddress(), sandbox.baseUri().getPort());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }
}
