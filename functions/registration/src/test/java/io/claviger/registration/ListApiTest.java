package io.claviger.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.api.Endpoint;
import io.claviger.api.testing.ApiCall;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.Refusal;
import io.claviger.core.instance.Registration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The lists of applications and of instances. */
class ListApiTest {
    private static final String STATEMENT = Registry.statement("tv-9.1");
    private static final String STORE = "{\"display_name\":\"TV\",\"software_statement\":\"%s\"}".formatted(STATEMENT);
    private static final Instant REFUSED_AT = Instant.parse("2026-11-23T03:00:00Z");

    private final Registry registry = new Registry();

    @BeforeEach
    void storeAndRegister() {
        registry.adobe.approve(new SoftwareStatement(STATEMENT));
        expect(operatorsCall(Endpoint.STORE_APPLICATION).body(STORE), 201);
        for (String instance : new String[] {"one", "two", "three"}) {
            expect(operatorsCall(Endpoint.REGISTER).instance(instance), 201);
        }
    }

    @Test
    void all_instances_are_listed_page_by_page_without_the_canary() {
        JsonNode first = expect(operatorsCall(Endpoint.LIST_INSTANCES).query("limit", "2"), 200);
        JsonNode second = expect(
                operatorsCall(Endpoint.LIST_INSTANCES)
                        .query("limit", "2")
                        .query("next", first.path("next").asText()),
                200);

        assertThat(first.path("instances").findValuesAsText("instance_id")).containsExactly("one", "two");
        assertThat(second.path("instances").findValuesAsText("instance_id")).containsExactly("three");
        assertThat(second.has("next")).isFalse();
        JsonNode shown = expect(operatorsCall(Endpoint.SHOW_INSTANCE).instance("three"), 200);
        assertThat(second.at("/instances/0")).isEqualTo(shown);
    }

    @Test
    void a_quarantined_instance_is_found_with_the_reason() {
        quarantine("two");
        JsonNode found = expect(operatorsCall(Endpoint.LIST_INSTANCES).query("status", "QUARANTINED"), 200);

        assertThat(found.path("instances").findValuesAsText("instance_id")).containsExactly("two");
        JsonNode refusal = found.at("/instances/0/refusal");
        assertThat(refusal.path("where").asText()).isEqualTo("token");
        assertThat(refusal.path("code").asText()).isEqualTo("invalid_client");
        assertThat(refusal.path("seen_at").asText()).isEqualTo("2026-11-23T03:00:00Z");
    }

    private void quarantine(String name) {
        Instance instance = registry.instances.all().stream()
                .filter(candidate -> candidate.key().instance().value().equals(name))
                .findFirst()
                .orElseThrow();
        var quarantined = new Registration.Quarantined(
                instance.registration().knownClient().orElseThrow(), new Refusal("invalid_client", REFUSED_AT));
        assertThat(registry.instances.store(instance.with(quarantined))).isPresent();
    }

    @Test
    void applications_are_listed_page_by_page_in_the_order_of_their_ids() {
        expect(operatorsCall(Endpoint.STORE_APPLICATION).application("radio").body(STORE), 201);
        JsonNode first = expect(operatorsCall(Endpoint.LIST_APPLICATIONS).query("limit", "1"), 200);
        JsonNode second = expect(
                operatorsCall(Endpoint.LIST_APPLICATIONS)
                        .query("limit", "1")
                        .query("next", first.path("next").asText()),
                200);

        assertThat(first.path("applications").findValuesAsText("application_id"))
                .containsExactly("radio");
        assertThat(second.path("applications").findValuesAsText("application_id"))
                .containsExactly("tv");
        assertThat(second.has("next")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIST_INSTANCES", "MOVE_STORAGE"})
    void an_application_that_does_not_exist_is_not_an_empty_one(Endpoint list) {
        JsonNode problem = expect(operatorsCall(list).application("nobody"), 404);
        assertThat(problem.path("code").asText()).isEqualTo("not_found");
    }

    @ParameterizedTest
    @CsvSource({
        "LIST_INSTANCES, limit, 0",
        "LIST_INSTANCES, limit, 101",
        "LIST_INSTANCES, limit, x",
        "LIST_INSTANCES, status, quarantined",
        "LIST_INSTANCES, next, nonsense",
        "LIST_APPLICATIONS, limit, 0"
    })
    void a_bad_parameter_is_refused(Endpoint list, String parameter, String value) {
        JsonNode problem = expect(operatorsCall(list).query(parameter, value), 400);
        assertThat(problem.path("code").asText()).isEqualTo("invalid_request");
        assertThat(problem.path("detail").asText()).startsWith(parameter);
    }

    private static ApiCall operatorsCall(Endpoint endpoint) {
        return Registry.operatorsCall(endpoint);
    }

    private JsonNode expect(ApiCall call, int status) {
        var answer = registry.send(call);
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        return ApiCall.body(answer);
    }
}
