package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An instance keeps its client through deregistration, adoption and rejected tokens. */
@OnRunningSystem
class CredentialsTest {
    private final Claviger claviger;
    private final SampleApplication application;

    CredentialsTest(Claviger claviger) {
        this.claviger = claviger;
        this.application = claviger.registeredApplication();
    }

    private Response delete(String instance) {
        return claviger.backend(application.id())
                .delete("/v1/applications/{a}/instances/{i}", application.id(), instance);
    }

    @Test
    void a_deregistered_instance_is_absent_and_restored_with_the_same_client() {
        String clientId = application.register("one");
        String token = application.accessToken("one");

        delete("one").then().statusCode(202);
        application.token("one").then().statusCode(404);
        claviger.backend(application.id())
                .post("/v1/applications/{a}/instances/one/restore", application.id())
                .then()
                .statusCode(200)
                .body("client_id", equalTo(clientId));
        assertThat(application.accessToken("one")).isNotBlank();
        assertThat(token).isNotBlank();

        delete("one").then().statusCode(202);
        assertThat(application.register("one")).isEqualTo(clientId);
    }

    @Test
    void another_redirect_uri_for_the_same_instance_is_a_conflict() {
        String clientId = application.register("one");

        claviger.app(application.id(), "one")
                .body(Map.of("redirect_uri", "https://example.com/other"))
                .put("/v1/applications/{a}/instances/one", application.id())
                .then()
                .statusCode(409)
                .body("code", equalTo("already_registered"));
        assertThat(application.register("one")).isEqualTo(clientId);
    }

    @Test
    void an_apps_existing_credentials_are_adopted_without_a_registration() {
        JsonPath client = claviger.adobe()
                .contentType("application/json;charset=utf-8")
                .header("X-Device-Info", "eyJtb2RlbCI6IlRWIiwidmVyc2lvbiI6IjEiLCJvc05hbWUiOiJMaW51eCJ9")
                .body(Map.of("software_statement", application.statement()))
                .post("/o/client/register")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        Map<String, String> credentials =
                Map.of("client_id", client.getString("client_id"), "client_secret", client.getString("client_secret"));
        int registrations = claviger.registrations().size();

        adopt("adopted", credentials).then().statusCode(201).body("client_id", equalTo(client.getString("client_id")));
        adopt("adopted", credentials).then().statusCode(200).body("client_id", equalTo(client.getString("client_id")));

        assertThat(application.register("adopted")).isEqualTo(client.getString("client_id"));
        assertThat(application.accessToken("adopted")).isNotBlank();
        assertThat(claviger.registrations()).hasSize(registrations);
    }

    @Test
    void an_unproved_adoption_calls_nobody_and_the_first_vend_tells_that_it_is_refused() {
        String unknown = UUID.randomUUID().toString();
        Map<String, String> credentials =
                Map.of("client_id", unknown, "client_secret", "wrong", "prove", "at_first_vend");

        adopt("imported", credentials).then().statusCode(201).body("proved", equalTo(false));
        adopt("imported", credentials).then().statusCode(200);
        assertThat(claviger.tokenCalls(unknown)).isEmpty();

        application.token("imported").then().statusCode(409).body("code", equalTo("credentials_rejected"));
        assertThat(claviger.tokenCalls(unknown)).hasSize(1);
        assertThat(application.register("imported")).isEqualTo(unknown);
    }

    @Test
    void credentials_that_adobe_refuses_are_not_adopted() {
        adopt("nobody", Map.of("client_id", UUID.randomUUID().toString(), "client_secret", "wrong"))
                .then()
                .statusCode(409)
                .body("code", equalTo("credentials_rejected"));
        application.token("nobody").then().statusCode(404);
    }

    private Response adopt(String instance, Map<String, String> credentials) {
        return claviger.backend(application.id())
                .body(credentials)
                .put("/v1/applications/{a}/instances/{i}/credentials", application.id(), instance);
    }

    @Test
    void after_a_report_of_a_rejected_token_the_next_vend_gets_a_new_one() {
        application.register("one");
        String rejected = application.accessToken("one");

        claviger.app(application.id(), "one")
                .body(Map.of("code", "invalid_access_token"))
                .post("/v1/applications/{a}/instances/one/token/rejected", application.id())
                .then()
                .statusCode(202);
        String fetched = application.accessToken("one");
        assertThat(fetched).isNotEqualTo(rejected);

        claviger.app(application.id(), "one")
                .body(Map.of("code", "invalid_access_token"))
                .post("/v1/applications/{a}/instances/one/token/rejected", application.id())
                .then()
                .statusCode(202);
        assertThat(application.accessToken("one")).isEqualTo(fetched);
    }
}
