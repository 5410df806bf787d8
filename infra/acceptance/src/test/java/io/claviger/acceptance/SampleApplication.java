package io.claviger.acceptance;

import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;

/** One application: in the sandbox under {@code sandboxId}, in Claviger under {@code id}. */
record SampleApplication(Claviger claviger, String id, String sandboxId) {

    String statement() {
        return claviger.adobe()
                .get("/dashboard/registered-applications/{id}/software-statement", sandboxId)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .strip();
    }

    Map<String, Object> body() {
        return Map.of("display_name", "A TV app", "software_statement", statement());
    }

    void revoke() {
        claviger.adobe()
                .post("/dashboard/registered-applications/{id}/revoke", sandboxId)
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
    }

    void reinstate() {
        claviger.adobe()
                .post("/dashboard/registered-applications/{id}/reinstate", sandboxId)
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
    }

    String status() {
        return claviger.operator().get("/v1/applications/{id}", id).path("status");
    }

    /** Registers an instance as its app does, and returns the client_id. */
    String register(String instance) {
        return claviger.app(id, instance)
                .put("/v1/applications/{a}/instances/{i}", id, instance)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201))
                .extract()
                .path("client_id");
    }

    /**
     * Checks until a check finds something out. One finds nothing out if Adobe was not asked or did not answer, as after an
     * outage, when the breaker refuses calls for a while.
     */
    void awaitConclusiveCheck() {
        String before = claviger.operator().get("/v1/applications/{id}", id).path("last_checked_at");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !before.equals(claviger.operator()
                        .post("/v1/applications/{id}/revocation-check", id)
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("checked_at")));
    }

    /** Requests an instance's token as its app does. */
    Response token(String instance) {
        return claviger.app(id, instance).get("/v1/applications/{a}/instances/{i}/token", id, instance);
    }

    String accessToken(String instance) {
        return token(instance).then().statusCode(200).extract().path("access_token");
    }
}
