package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** X-Ray traces lead an operator from a request to the call that was slow or failed. */
@OnRunningSystem
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
    void the_trace_of_a_request_holds_its_upstream_calls() {
        SampleApplication application = claviger.registeredApplication();
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
    void an_outage_is_a_fault_of_adobe_in_the_trace() {
        SampleApplication application = claviger.registeredApplication();
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

    /** Finds the subsegments of a request to the token function by its id, as an operator does. */
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
