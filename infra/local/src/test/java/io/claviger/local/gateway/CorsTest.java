package io.claviger.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.local.fixture.RunningFixture;
import io.claviger.local.fixture.TestClient;
import io.claviger.local.fixture.TestResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorsTest {
    private static final String ORIGIN = "https://tv.example.com";

    private RunningFixture fixture;
    private TestClient api;

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
        fixture = RunningFixture.start(folder);
        api = fixture.api();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void a_preflight_of_an_allowed_page_needs_no_credential() {
        TestResponse answer = preflight(api, ORIGIN);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("access-control-allow-origin")).contains(ORIGIN);
        assertThat(answer.header("access-control-allow-methods")).contains("GET,PUT");
        assertThat(answer.header("access-control-allow-headers")).contains("authorization");
        assertThat(answer.header("access-control-max-age")).contains("600");
        assertThat(answer.header("access-control-allow-credentials")).isEmpty();
    }

    @Test
    void a_preflight_of_any_other_page_allows_nothing() {
        for (String origin : new String[] {"https://tv.example.com.evil.example", "http://tv.example.com", "null"}) {
            TestResponse answer = preflight(api, origin);
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("access-control-allow-origin")).as(origin).isEmpty();
        }
    }

    @Test
    void options_that_are_no_preflight_and_an_api_without_cors_are_not_found() {
        assertThat(api.send("OPTIONS", "/guarded", "", Map.of("Origin", ORIGIN)).status())
                .isEqualTo(404);
        assertThat(preflight(new TestClient(fixture.system().iam()), ORIGIN).status())
                .isEqualTo(404);
    }

    @Test
    void a_functions_answer_gets_the_headers_of_the_configuration_and_loses_its_own() {
        TestResponse allowed = api.send("PUT", "/open/please-answer-418", "", Map.of("Origin", ORIGIN));
        assertThat(allowed.headers("access-control-allow-origin")).containsExactly(ORIGIN);
        assertThat(allowed.header("access-control-expose-headers")).contains("retry-after,date");

        TestResponse other = api.send("PUT", "/open/please-answer-418", "", Map.of("Origin", "https://evil.example"));
        assertThat(other.status()).isEqualTo(418);
        assertThat(other.header("access-control-allow-origin")).isEmpty();
        assertThat(other.header("access-control-expose-headers")).isEmpty();
    }

    @Test
    void an_answer_of_the_gateway_itself_has_no_headers_for_pages() {
        TestResponse answer = api.send("GET", "/guarded", "", Map.of("Origin", ORIGIN));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("access-control-allow-origin")).isEmpty();
    }

    @Test
    void a_page_of_another_origin_changes_nothing_beside_the_api() {
        assertThat(api.send("PUT", "/local/aws-faults", "{}", Map.of("Origin", ORIGIN))
                        .status())
                .isEqualTo(403);
    }

    private static TestResponse preflight(TestClient client, String origin) {
        return client.send(
                "OPTIONS",
                "/guarded",
                "",
                Map.of(
                        "Origin", origin,
                        "Access-Control-Request-Method", "GET",
                        "Access-Control-Request-Headers", "authorization"));
    }
}
