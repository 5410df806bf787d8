package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What X-Ray is told, on the way from an operator's question to the call that was slow or failed. */
@ExtendWith(RunningSystem.class)
class TracingTest {
    private final Claviger claviger;

    TracingTest(Claviger claviger) {
        this.claviger = claviger;
    }

    @AfterEach
    void mendTheSandbox() {
        claviger.faults(Map.of());
    }

    @Test
    void the_trace_of_a_request_holds_the_calls_that_were_made_for_it() {
        RegisteredApplication application = claviger.registeredApplication();
        application.register("one");
        String requestId =
                application.token("one").then().statusCode(200).extract().header("apigw-requestid");

        assertThat(subsegments(requestId))
                .singleElement()
                .satisfies(token -> assertThat(token)
                        .containsEntry("name", "localhost")
                        .containsEntry("annotations", Map.of("endpoint", "token", "outcome", "issued"))
                        .doesNotContainKeys("error", "fault"));
    }

    @Test
    void an_outage_is_a_fault_of_adobes_in_the_trace() {
        RegisteredApplication application = claviger.registeredApplication();
        application.register("one");
        claviger.faults(Map.of("status", 500));
        String requestId =
                application.token("one").then().statusCode(503).extract().header("apigw-requestid");

        assertThat(subsegments(requestId))
                .singleElement()
                .satisfies(token -> assertThat(token)
                        .containsEntry("annotations", Map.of("endpoint", "token", "outcome", "unavailable"))
                        .containsEntry("fault", true));
    }

    /** Those of a request to the token function; by its id, as an operator finds them. */
    private List<Map<String, Object>> subsegments(String requestId) {
        String traceId = claviger.local()
                .get("/local/logs/TokenFunction")
                .asString()
                .lines()
                .filter(line -> line.contains("\"Request\"") && line.contains(requestId))
                .map(line -> JsonPath.from(line).getString("trace_id"))
                .findFirst()
                .orElseThrow();
        return await().until(
                        () -> claviger.local()
                                .get("/local/traces")
                                .jsonPath()
                                .<Map<String, Object>>getList("findAll { it.trace_id == '" + traceId + "' }"),
                        found -> !found.isEmpty());
    }
}
