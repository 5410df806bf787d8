package io.claviger.local.gateway;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.fixture.RunningFixture;
import io.claviger.local.fixture.TestClient;
import io.claviger.local.fixture.TestResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpApiTest {
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
    void a_function_gets_a_request_in_payload_format_2_0() {
        JsonNode event = api.send(
                        "POST",
                        "/open/a%2Fb%20c?x=1&x=2&y=%26",
                        "hello",
                        Map.of(
                                "Content-Type",
                                "text/plain",
                                "X-Two",
                                "1",
                                "Cookie",
                                "a=1; b=2",
                                "X-Forwarded-For",
                                "9.9.9.9"))
                .json();

        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("routeKey").asText()).isEqualTo("ANY /open/{name}");
        assertThat(event.path("rawPath").asText()).isEqualTo("/open/a/b c");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("x=1&x=2&y=%26");
        assertThat(event.at("/queryStringParameters/x").asText()).isEqualTo("1,2");
        assertThat(event.at("/queryStringParameters/y").asText()).isEqualTo("&");
        assertThat(event.at("/pathParameters/name").asText()).isEqualTo("a/b c");
        assertThat(event.at("/headers/x-two").asText()).isEqualTo("1");
        assertThat(event.at("/headers/x-forwarded-for").asText()).isEqualTo("9.9.9.9, 127.0.0.1");
        assertThat(event.at("/headers/cookie").isMissingNode()).isTrue();
        assertThat(event.path("cookies")).extracting(JsonNode::asText).containsExactly("a=1", "b=2");
        assertThat(event.at("/requestContext/http/sourceIp").asText()).isEqualTo("127.0.0.1");
        assertThat(event.at("/requestContext/http/method").asText()).isEqualTo("POST");
        assertThat(event.at("/requestContext/stage").asText()).isEqualTo("$default");
        assertThat(event.path("body").asText()).isEqualTo("hello");
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    }

    @Test
    void a_literal_route_comes_before_a_variable_one_and_a_greedy_one_comes_last() {
        assertThat(api.get("/open/literal").json().path("routeKey").asText()).isEqualTo("GET /open/literal");
        assertThat(api.send("PUT", "/open/literal", "", Map.of())
                        .json()
                        .path("routeKey")
                        .asText())
                .isEqualTo("ANY /open/{name}");
        assertThat(api.get("/files/a/b/c").json().at("/pathParameters/rest").asText())
                .isEqualTo("a/b/c");
        assertThat(api.get("/nowhere").status()).isEqualTo(404);
        assertThat(api.get("/nowhere").body()).isEqualTo("{\"message\":\"Not Found\"}");
    }

    @Test
    void the_functions_answer_becomes_the_response() {
        TestResponse answer = api.get("/open/please-answer-418");

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.header("x-tea")).contains("pot");
        assertThat(answer.headers("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.body()).isEqualTo("short");
    }

    @Test
    void a_function_that_fails_dies_or_returns_nonsense_is_an_internal_server_error() {
        for (String evil : List.of("please-fail", "please-die", "please-talk-nonsense")) {
            TestResponse answer = api.get("/open/" + evil);
            assertThat(answer.status()).as(evil).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        }
        assertThat(api.get("/open/fine").status()).isEqualTo(200);
    }

    @Test
    void every_answer_says_what_time_it_is() {
        for (String path : List.of("/open/fine", "/nowhere", "/guarded")) {
            Instant date = RFC_1123_DATE_TIME.parse(api.get(path).header("date").orElse(""), Instant::from);
            assertThat(date).as(path).isBetween(Instant.now().minusSeconds(60), Instant.now());
        }
    }

    @Test
    void a_body_above_the_limit_of_api_gateway_is_refused() {
        TestResponse answer = api.send("POST", "/open/fine", "x".repeat(10 * 1024 * 1024 + 1), Map.of());

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void a_jwt_opens_a_guarded_route_and_its_claims_reach_the_function() {
        String jwt =
                api.get("/local/jwt?groups=app,backend&application=a1&sub=i1").body();

        JsonNode claims = api.send("GET", "/guarded", "", Map.of("Authorization", "Bearer " + jwt))
                .json()
                .at("/requestContext/authorizer/jwt/claims");

        assertThat(claims.path("groups").asText()).isEqualTo("[app backend]");
        assertThat(claims.path("application").asText()).isEqualTo("a1");
        assertThat(claims.path("sub").asText()).isEqualTo("i1");
        assertThat(claims.path("aud").asText()).isEqualTo("fixture");
        assertThat(claims.path("exp").isTextual()).isTrue();
    }

    @Test
    void a_missing_expired_or_foreign_jwt_or_one_for_another_audience_is_unauthorized() {
        assertThat(api.get("/guarded").header("www-authenticate")).contains("Bearer");
        for (String flaw : List.of("ttl=-1", "issuer=http://localhost:1/other", "audience=other")) {
            String jwt = api.get("/local/jwt?groups=app&" + flaw).body();
            TestResponse answer = api.send("GET", "/guarded", "", Map.of("Authorization", "Bearer " + jwt));
            assertThat(answer.status()).as(flaw).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
            assertThat(answer.header("www-authenticate").orElse("")).contains("error=\"invalid_token\"");
        }
        String jwt = api.get("/local/jwt?groups=app").body();
        String tampered = jwt.substring(0, jwt.lastIndexOf('.') + 1) + "AAAA";
        assertThat(api.send("GET", "/guarded", "", Map.of("Authorization", tampered))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_function_is_ended_at_its_timeout() {
        long before = System.nanoTime();

        TestResponse answer = api.get("/open/please-hang");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(25));
    }

    @Test
    void requests_run_in_parallel_up_to_the_concurrency() throws Exception {
        // The common pool has only one thread on a machine with two cores.
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<TestResponse> caller = () -> api.get("/open/fine");
            for (var answer : callers.invokeAll(Collections.nCopies(20, caller))) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        }
        assertThat(api.get("/local/processes").json()).hasSizeLessThanOrEqualTo(6);
    }
}
