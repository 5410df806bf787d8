package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Services of AWS that fail, alone and together, while a process starts. */
@OnRunningSystem
@InjectsAwsFaults
class OutagesTest {
    private static final Map<String, ?> ANONYMOUS = Map.of(
            "version", "2.0",
            "routeKey", "GET /v1/applications",
            "rawPath", "/v1/applications",
            "headers", Map.of(),
            "requestContext", Map.of("requestId", "anonymous"));

    private final Claviger claviger;
    private final SampleApplication application;

    OutagesTest(Claviger claviger) {
        this.claviger = claviger;
        this.application = claviger.registeredApplication();
    }

    @AfterEach
    void mend() {
        claviger.awsFaults(Map.of());
        claviger.faults(Map.of());
    }

    @Test
    void a_process_that_starts_without_secrets_manager_vends_the_stored_token() {
        application.register("one");
        String token = application.accessToken("one");

        fail("secretsmanager");
        restart("TokenFunction", "token");

        assertThat(application.accessToken("one")).isEqualTo(token);
    }

    @Test
    void without_keyset_and_copy_a_new_process_says_so_and_loses_nothing() {
        application.register("one");
        String token = application.accessToken("one");

        fail("secretsmanager", "kms");
        restart("TokenFunction", "token");

        application.token("one").then().statusCode(503).body("code", equalTo("storage_unavailable"));
        claviger.awsFaults(Map.of());
        assertThat(application.accessToken("one")).isEqualTo(token);
    }

    @Test
    void without_keyset_and_copy_a_new_process_registers_no_client() {
        int before = claviger.registrations().size();
        fail("secretsmanager", "kms");
        restart("RegistrationFunction", "registration");

        for (int attempt = 0; attempt < 3; attempt++) {
            claviger.app(application.id(), "one")
                    .put("/v1/applications/{a}/instances/one", application.id())
                    .then()
                    .statusCode(503);
        }
        claviger.awsFaults(Map.of());

        assertThat(claviger.registrations()).hasSize(before);
        application.register("one");
        assertThat(application.accessToken("one")).isNotBlank();
    }

    @Test
    void the_log_tells_why_the_vault_gave_no_credentials() {
        claviger.faults(Map.of("token_ttl_seconds", 0));
        application.register("one");
        claviger.awsFaults(Map.of(
                "service",
                "secretsmanager",
                "operation",
                "GetSecretValue",
                "error",
                "AccessDeniedException",
                "count",
                1_000_000));

        application.token("one").then().statusCode(503).body("code", equalTo("storage_unavailable"));

        assertThat(claviger.local().get("/local/logs/TokenFunction").asString().lines())
                .anyMatch(line -> line.contains("vault_unavailable") && line.contains("AccessDeniedException"));
    }

    /** Every call of these services fails until the faults are removed. */
    private void fail(String... services) {
        claviger.awsFaults(Stream.of(services)
                .map(service -> Map.of("service", service, "error", "InternalServiceError", "count", 1_000_000))
                .toList());
    }

    /** Kills a function's processes and starts another with a request of nobody, for which no gateway gives up. */
    private void restart(String function, String name) {
        JsonPath processes = claviger.local().get("/local/processes").jsonPath();
        processes
                .getList("findAll { it.logical_id == '" + function + "' }.pid", Long.class)
                .forEach(process -> ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly));
        claviger.invoke(name, ANONYMOUS).then().statusCode(200).body("statusCode", equalTo(401));
    }
}
