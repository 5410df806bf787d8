package com.example.claviger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client for Java gets scripted answers. */
class ClavigerTest {
    private static final String INSTANCE = "/v1/applications/demo/instances/me";
    private static final String GET = "GET " + INSTANCE + "/token";
    private static final String PUT = "PUT " + INSTANCE;
    private static final Answer REGISTERED = new Answer(201, "application/json", "", "{\"status\":\"OF_A_LATER_RELEASE\"}");

    private record Answer(int status, String type, String retryAfter, String body) {}

    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final String api = "http://localhost:" + server.getAddress().getPort();
    private final Claviger claviger = Claviger.ofInstance(api, "demo", "me", () -> "Bearer jwt", "e30=");

    ClavigerTest() throws IOException {
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        assertEquals(0, answers.size(), "every answer is asked for");
    }

    @Test
    void a_token_is_kept_until_refresh_after_also_with_a_wrong_clock() throws Exception {
        answers.add(token("one", 600, 900, -86_400));

        assertEquals("one", claviger.accessToken());
        assertEquals("one", claviger.accessToken());
        assertEquals(List.of(GET), calls);
    }

    @Test
    void after_refresh_after_a_newer_token_is_asked_for() throws Exception {
        answers.addAll(List.of(token("one", -1, 900, 0), token("two", 600, 900, 0)));

        assertEquals("one", claviger.accessToken());
        assertEquals("two", claviger.accessToken());
    }

    @Test
    void a_stale_token_serves_and_nothing_is_asked_before_retry_after() throws Exception {
        answers.addAll(List.of(token("one", -1, 900, 0), problem(503, "storage_unavailable", "60")));

        for (int i = 0; i < 3; i++) {
            assertEquals("one", claviger.accessToken());
        }
        assertEquals(List.of(GET, GET), calls);
    }

    @Test
    void a_call_is_repeated_after_retry_after_also_for_a_code_of_a_later_release() throws Exception {
        answers.addAll(List.of(problem(409, "code_of_a_later_release", "1"), token("one", 600, 900, 0)));
        long begun = System.nanoTime();

        assertEquals("one", claviger.accessToken());
        assertTrue(System.nanoTime() - begun >= Duration.ofMillis(990).toNanos());
    }

    @ParameterizedTest
    @CsvSource({"404,not_found", "403,software_statement_revoked", "409,credentials_rejected"})
    void these_refusals_register_the_instance_once(int status, String code) throws Exception {
        answers.addAll(List.of(problem(status, code, ""), REGISTERED, token("one", 600, 900, 0)));

        assertEquals("one", claviger.accessToken());
        assertEquals(List.of(GET, PUT, GET), calls);
    }

    @Test
    void a_refusal_of_the_registration_reaches_the_app() {
        answers.addAll(List.of(problem(404, "not_found", ""), problem(404, "not_found", "")));

        Claviger.Refusal refusal = assertThrows(Claviger.Refusal.class, claviger::accessToken);
        assertEquals("not_found", refusal.code);
        assertEquals(List.of(GET, PUT), calls);
    }

    @Test
    void api_gateways_answers_have_no_code_and_429_is_repeated() throws Exception {
        answers.addAll(List.of(gateway(401), gateway(429), token("one", 600, 900, 0)));

        Claviger.Refusal refusal = assertThrows(Claviger.Refusal.class, claviger::accessToken);
        assertEquals(401, refusal.status);
        assertEquals("", refusal.code);
        assertEquals("one", claviger.accessToken());
    }

    @Test
    void a_device_with_a_key_of_its_own_calls_the_routes_without_ids() throws Exception {
        answers.addAll(List.of(problem(404, "not_found", ""), REGISTERED, token("one", 600, 900, 0), REGISTERED));
        Claviger device = Claviger.ofDevice(api, () -> "Bearer assertion", null);

        assertEquals("one", device.accessToken());
        device.rejected("invalid_access_token_client_application");
        String token = "GET /v1/device/token";
        assertEquals(List.of(token, "PUT /v1/device/registration", token, "POST /v1/device/token/rejected"), calls);
    }

    @Test
    void a_connection_that_breaks_is_tried_again_until_the_calls_time_is_over() {
        server.stop(0);

        Claviger.Refusal refusal =
                assertThrows(Claviger.Refusal.class, claviger.withTimeout(Duration.ofMillis(700))::accessToken);
        assertEquals(0, refusal.status);
        assertTrue(refusal.isTemporary());
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        Answer answer = answers.remove();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        if (!answer.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
        }
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Answer token(String token, int refreshIn, int expireIn, int clocksApart) {
        Instant server = Instant.now().plusSeconds(clocksApart);
        JSONObject body = new JSONObject()
                .put("access_token", token)
                .put("token_type", "TYPE_OF_A_LATER_RELEASE")
                .put("expires_in", expireIn)
                .put("expires_at", server.plusSeconds(expireIn).toString())
                .put("refresh_after", server.plusSeconds(refreshIn).toString())
                .put("later", new JSONObject());
        return new Answer(200, "application/json", "", body.toString());
    }

    private static Answer problem(int status, String code, String retryAfter) {
        String body = new JSONObject().put("status", status).put("code", code).put("detail", "…").toString();
        return new Answer(status, "application/problem+json", retryAfter, body);
    }

    private static Answer gateway(int status) {
        return new Answer(status, "application/json", "", "{\"message\":\"…\"}");
    }
}
