package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registering, vending, refreshing and revoking, as users do it. */
@OnRunningSystem
class MainJobTest {
    private final Claviger claviger;

    MainJobTest(Claviger claviger) {
        this.claviger = claviger;
    }

    @AfterEach
    void mendTheSandbox() {
        claviger.faults(Map.of());
    }

    @Test
    void an_instance_registers_once_and_gets_a_token_that_adobe_accepts() {
        SampleApplication application = claviger.registeredApplication();

        String clientId = claviger.app(application.id(), "living-room")
                .header("X-Device-Info", "eyJtb2RlbCI6IlRWIn0=")
                .put("/v1/applications/{a}/instances/living-room", application.id())
                .then()
                .statusCode(201)
                .body("status", equalTo("ACTIVE"))
                .body("client_id", notNullValue())
                .extract()
                .path("client_id");
        claviger.backend(application.id())
                .put("/v1/applications/{a}/instances/living-room", application.id())
                .then()
                .statusCode(200)
                .body("client_id", equalTo(clientId));

        String token = application
                .token("living-room")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", greaterThan(3600))
                .extract()
                .path("access_token");
        claviger.adobe()
                .header("Authorization", "Bearer " + token)
                .get("/api/v2/REF30/configuration")
                .then()
                .statusCode(200);
    }

    @Test
    void the_vault_holds_the_statement_and_one_secret_for_each_instance() {
        SampleApplication application = claviger.registeredApplication();
        List.of("one", "two", "three").forEach(application::register);

        List<String> names = claviger.secrets(application.id() + "/");

        String prefix = "claviger/local/applications/" + application.id();
        assertThat(names)
                .contains(
                        prefix + "/software-statement",
                        prefix + "/instances/one",
                        prefix + "/instances/two",
                        prefix + "/instances/three")
                .filteredOn(name -> name.contains("/instances/"))
                .hasSize(3);
    }

    @Test
    void no_table_holds_a_token_client_secret_or_statement_in_clear() {
        SampleApplication application = claviger.registeredApplication();
        application.register("one");
        String token = application.accessToken("one");
        String secret = claviger.secret(application.id() + "/instances/one").getString("SecretString");
        String clientSecret = JsonPath.from(secret).getString("client_secret");

        List<String> tables = claviger.aws("dynamodb", "DynamoDB_20120810.ListTables", Map.of())
                .jsonPath()
                .getList("TableNames");

        assertThat(tables).hasSizeGreaterThanOrEqualTo(2);
        tables.forEach(table -> assertThat(
                        claviger.aws("dynamodb", "DynamoDB_20120810.Scan", Map.of("TableName", table))
                                .asString())
                .contains("Items")
                .doesNotContain(token)
                .doesNotContain(clientSecret)
                .doesNotContain(application.statement()));
    }

    @Test
    void the_sweep_refreshes_due_instances_with_token_calls_alone() {
        claviger.faults(Map.of("token_ttl_seconds", 10));
        SampleApplication application = claviger.registeredApplication();
        String clientId = application.register("one");
        String first = application.accessToken("one");
        int registrations = claviger.registrations().size();

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    claviger.run("RefreshSweepFunction").then().statusCode(200);
                    assertThat(claviger.tokenCalls(clientId)).hasSizeGreaterThan(1);
                });
        claviger.faults(Map.of("status", 500));

        assertThat(application.accessToken("one")).isNotEqualTo(first);
        assertThat(claviger.registrations()).hasSize(registrations);
    }

    @Test
    void a_revoked_statement_stops_its_own_application_until_it_is_reinstated() {
        SampleApplication revoked = claviger.registeredApplication();
        SampleApplication other = claviger.registeredApplication();
        revoked.register("one");
        other.register("one");
        String token = revoked.accessToken("one");

        revoked.revoke();
        claviger.run("RevocationCheckFunction").then().statusCode(200);

        claviger.operator()
                .get("/v1/applications/{a}", revoked.id())
                .then()
                .body("status", equalTo("REVOKED"))
                .body("evidence.code", notNullValue());
        revoked.token("one")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .header("Cache-Control", "no-store")
                .body("code", equalTo("software_statement_revoked"));
        assertThat(other.accessToken("one")).isNotBlank();
        assertThat(claviger.events())
                .filteredOn(event -> "SoftwareStatementRevoked".equals(event.get("detail-type")))
                .anyMatch(event -> String.valueOf(event.get("detail")).contains(revoked.id()));

        revoked.reinstate();
        claviger.run("RevocationCheckFunction").then().statusCode(200);

        assertThat(revoked.status()).isEqualTo("ACTIVE");
        assertThat(revoked.accessToken("one")).isNotBlank();
        assertThat(token).isNotBlank();
    }

    @Test
    void an_operator_sees_every_application() {
        SampleApplication one = claviger.registeredApplication();
        SampleApplication other = claviger.registeredApplication();

        assertThat(claviger.operator()
                        .get("/v1/applications")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("applications.application_id", String.class))
                .contains(one.id(), other.id());
    }

    @Test
    void an_operator_can_start_a_check_of_a_statement() {
        SampleApplication application = claviger.registeredApplication();

        claviger.operator()
                .post("/v1/applications/{a}/revocation-check", application.id())
                .then()
                .statusCode(200)
                .body("status", equalTo("ACTIVE"));
        application.revoke();
        application.awaitConclusiveCheck();
        assertThat(application.status()).isEqualTo("REVOKED");
    }

    @Test
    void during_an_outage_valid_tokens_are_vended_and_no_state_changes() {
        SampleApplication application = claviger.registeredApplication();
        application.register("holds-a-token");
        application.register("holds-none");
        String token = application.accessToken("holds-a-token");

        claviger.faults(Map.of("status", 500));
        claviger.run("RevocationCheckFunction").then().statusCode(200);

        assertThat(application.accessToken("holds-a-token")).isEqualTo(token);
        application
                .token("holds-none")
                .then()
                .statusCode(503)
                .header("Retry-After", not(equalTo("")))
                .header("Retry-After", notNullValue())
                .body("code", equalTo("authorization_server_unavailable"));
        assertThat(application.status()).isEqualTo("ACTIVE");

        claviger.faults(Map.of());
        application.awaitConclusiveCheck();
    }
}
