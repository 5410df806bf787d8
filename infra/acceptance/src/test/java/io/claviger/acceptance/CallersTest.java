package io.claviger.acceptance;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which callers are refused, and which get 404. */
@OnRunningSystem
class CallersTest {
    private static final String TOKEN = "/v1/applications/{a}/instances/one/token";

    private final Claviger claviger;
    private SampleApplication application;

    CallersTest(Claviger claviger) {
        this.claviger = claviger;
        this.application = claviger.registeredApplication();
    }

    @BeforeEach
    void registerAnInstance() {
        application.register("one");
    }

    @Test
    void a_request_without_a_jwt_is_refused() {
        claviger.anonymous().get(TOKEN, application.id()).then().statusCode(401);
        claviger.bearing("not-a-jwt").get(TOKEN, application.id()).then().statusCode(401);
    }

    @Test
    void a_jwt_of_another_issuer_audience_or_time_is_refused() {
        Map<String, String> claims = Map.of("groups", "operator", "sub", "olga");

        refused(claims, "issuer", "https://foreign.example.com");
        refused(claims, "audience", "somebody-else");
        refused(claims, "ttl", "-3600");
    }

    private void refused(Map<String, String> claims, String name, String value) {
        Map<String, String> bad = new java.util.HashMap<>(claims);
        bad.put(name, value);
        claviger.bearing(claviger.jwt(bad)).get("/v1/applications").then().statusCode(401);
    }

    @Test
    void foreign_applications_and_instances_are_not_found() {
        notFound(claviger.app(application.id(), "another"));
        notFound(claviger.app("another", "one"));
        notFound(claviger.backend("another"));
    }

    private void notFound(RequestSpecification caller) {
        caller.get(TOKEN, application.id())
                .then()
                .statusCode(404)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo("not_found"));
    }

    @Test
    void an_app_whose_subject_is_no_id_reaches_its_own_instance_as_me() {
        String me = "/v1/applications/{a}/instances/me";
        claviger.app(application.id(), "auth0|5f7c8ec7")
                .put(me, application.id())
                .then()
                .statusCode(201);
        claviger.app(application.id(), "auth0|5f7c8ec7")
                .get(me + "/token", application.id())
                .then()
                .statusCode(200);
        notFound(claviger.app(application.id(), "auth0|5f7c8ec7"));
        claviger.app(application.id(), "auth0|5f7c8ec7")
                .get("/v1/whoami")
                .then()
                .statusCode(200)
                .body("instance_id", startsWith("sub-"));
    }

    @Test
    void only_operators_see_applications() {
        claviger.app(application.id(), "one").get("/v1/applications").then().statusCode(404);
        claviger.backend(application.id())
                .get("/v1/applications/{a}", application.id())
                .then()
                .statusCode(404);
        claviger.operator().get("/v1/applications/{a}", application.id()).then().statusCode(200);
    }

    @Test
    void an_app_neither_adopts_credentials_nor_deregisters() {
        claviger.app(application.id(), "one")
                .delete("/v1/applications/{a}/instances/one", application.id())
                .then()
                .statusCode(404);
        claviger.app(application.id(), "one")
                .body(Map.of("client_id", "c", "client_secret", "s"))
                .put("/v1/applications/{a}/instances/one/credentials", application.id())
                .then()
                .statusCode(404);
    }
}
