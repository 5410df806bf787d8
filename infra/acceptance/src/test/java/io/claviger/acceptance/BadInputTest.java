package io.claviger.acceptance;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets a specific error, never a 500, and stores nothing. */
@OnRunningSystem
class BadInputTest {
    private final Claviger claviger;

    BadInputTest(Claviger claviger) {
        this.claviger = claviger;
    }

    private ValidatableResponse put(String body) {
        return problem(claviger.operator().body(body).put("/v1/applications/bad-input"), 400, "invalid_request");
    }

    private static ValidatableResponse problem(Response response, int status, String code) {
        return response.then()
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo(code))
                .body("status", equalTo(status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{}",
                "{\"display_name\":1,\"software_statement\":\"a.b.c\"}",
                "{\"display_name\":\"x\"}",
                "{\"display_name\":\"x\",\"software_statement\":\"a.b.c\",\"unknown\":true}",
                "{\"display_name\":\"x\",\"display_name\":\"y\",\"software_statement\":\"a.b.c\"}",
                "{\"display_name\":\"x\",\"software_statement\":\"a.b.c\"} trailing",
                "{\"display_name\":\"x\",\"software_statement\":\"a.b.c\",\"on_rejected_credentials\":\"shrug\"}"
            })
    void a_malformed_body_is_an_invalid_request(String body) {
        put(body);
    }

    @Test
    void a_statement_that_is_not_a_jwt_is_refused_and_not_stored() {
        problem(
                claviger.operator()
                        .body(Map.of("display_name", "x", "software_statement", "not a statement"))
                        .put("/v1/applications/no-jwt"),
                422,
                "invalid_software_statement");
        problem(claviger.operator().get("/v1/applications/no-jwt"), 404, "not_found");
    }

    @Test
    void a_statement_that_adobe_refuses_is_refused_and_not_stored() {
        SampleApplication application = claviger.unregisteredApplication();
        Map<String, Object> body = application.body();
        application.revoke();

        problem(
                claviger.operator().body(body).put("/v1/applications/{a}", application.id()),
                422,
                "invalid_software_statement");
        problem(claviger.operator().get("/v1/applications/{a}", application.id()), 404, "not_found");
    }

    @Test
    void while_adobe_is_unavailable_no_application_is_stored() {
        SampleApplication application = claviger.unregisteredApplication();
        Map<String, Object> body = application.body();
        claviger.faults(Map.of("status", 503));
        try {
            problem(
                    claviger.operator().body(body).put("/v1/applications/{a}", application.id()),
                    503,
                    "authorization_server_unavailable");
            problem(claviger.operator().get("/v1/applications/{a}", application.id()), 404, "not_found");
        } finally {
            claviger.faults(Map.of());
        }
    }

    @Test
    void a_redirect_uri_of_another_domain_is_refused() {
        SampleApplication application = claviger.unregisteredApplication();
        Map<String, Object> body = new HashMap<>(application.body());
        body.put("redirect_uri", "https://elsewhere.test/back");

        problem(
                claviger.operator().body(body).put("/v1/applications/{a}", application.id()),
                422,
                "invalid_redirect_uri");
        problem(claviger.operator().get("/v1/applications/{a}", application.id()), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "https://user:pw@example.com/", "/relative", "https://example.com/#f"})
    void a_dangerous_redirect_uri_is_refused(String uri) {
        SampleApplication application = claviger.unregisteredApplication();
        Map<String, Object> body = new HashMap<>(application.body());
        body.put("redirect_uri", uri);

        claviger.operator()
                .body(body)
                .put("/v1/applications/{a}", application.id())
                .then()
                .statusCode(allOf(greaterThanOrEqualTo(400), lessThan(500)));
    }

    @Test
    void an_id_with_a_slash_or_129_characters_is_an_invalid_request() {
        claviger.operator()
                .urlEncodingEnabled(false)
                .get("/v1/applications/a%2Fb")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"));
        problem(claviger.operator().get("/v1/applications/" + "a".repeat(129)), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1.5", "", "99999999999999999999"})
    void a_min_ttl_that_is_not_a_number_of_seconds_is_an_invalid_request(String minTtl) {
        SampleApplication application = claviger.registeredApplication();
        application.register("one");

        problem(
                claviger.app(application.id(), "one")
                        .queryParam("min_ttl", minTtl)
                        .get("/v1/applications/{a}/instances/one/token", application.id()),
                400,
                "invalid_request");
    }

    @Test
    void a_huge_body_is_refused() {
        claviger.operator()
                .body("{\"display_name\":\"" + "x".repeat(200_000) + "\"}")
                .put("/v1/applications/huge")
                .then()
                .statusCode(413);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/applications/",
        "GET, /v1",
        "PATCH, /v1/applications",
        "OPTIONS, /v1/applications",
        "HEAD, /v1/applications"
    })
    void api_gateway_itself_answers_404_for_an_unknown_route(String method, String path) {
        claviger.operator().request(method, path).then().statusCode(404);
    }

    @Test
    void api_gateway_itself_refuses_headers_of_more_than_10_240_bytes() {
        claviger.operator()
                .header("X-Device-Info", "x".repeat(10_240))
                .get("/v1/applications")
                .then()
                .statusCode(431);
    }

    @Test
    void a_compressed_body_and_half_a_surrogate_pair_are_invalid_requests() {
        problem(
                claviger.operator()
                        .header("Content-Encoding", "gzip")
                        .body("{\"display_name\":\"x\",\"software_statement\":\"a.b.c\"}")
                        .put("/v1/applications/bad-input"),
                400,
                "invalid_request");
        put("{\"display_name\":\"\\ud800\",\"software_statement\":\"a.b.c\"}")
                .body("detail", startsWith("display_name"));
    }

    @Test
    void an_unknown_instance_is_not_found() {
        SampleApplication application = claviger.registeredApplication();

        problem(application.token("nobody"), 404, "not_found");
        problem(claviger.operator().get("/v1/applications/{a}/instances/nobody", application.id()), 404, "not_found");
        problem(
                claviger.operator().delete("/v1/applications/{a}/instances/nobody", application.id()),
                404,
                "not_found");
    }
}
