package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults that {@code PUT /dashboard/faults} accepts and refuses. */
class FaultSettingsTest extends SandboxTestBase {
    @Test
    void all_faults_are_replaced_and_read_back_unchanged() {
        var set = "{\"latency_ms\":1,\"status\":500,\"status_rate\":0.25,\"token_ttl_seconds\":60,"
                + "\"revocation_shows_at\":[\"api\"],\"throttle\":true,\"paths\":[\"token\"]}";
        assertThat(adobe.putFaults(set).body()).isEqualTo(set);
        assertThat(adobe.get("/dashboard/faults").body()).isEqualTo(set);
        assertThat(adobe.putFaults("{\"status\":501}").body()).isEqualTo("{\"status\":501}");
        assertThat(adobe.putFaults("{}").body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "17",
                "{\"statos\":500}",
                "{\"status\":\"500\"}",
                "{\"status\":500.5}",
                "{\"status\":true}",
                "{\"status\":100}",
                "{\"status\":600}",
                "{\"status\":500,\"status\":500}",
                "{\"status_rate\":1.1}",
                "{\"status_rate\":-0.1}",
                "{\"status_rate\":\"half\"}",
                "{\"drop_response_rate\":2}",
                "{\"latency_ms\":-1}",
                "{\"latency_ms\":99999999999}",
                "{\"token_ttl_seconds\":\"60\"}",
                "{\"throttle\":\"yes\"}",
                "{\"throttle\":1}",
                "{\"strict\":\"yes\"}",
                "{\"profile_ttl_seconds\":-1}",
                "{\"denied_resources\":[\" \"]}",
                "{\"denied_resources\":[null]}",
                "{\"revocation_shows_at\":\"api\"}",
                "{\"revocation_shows_at\":[\"dashboard\"]}",
                "{\"revocation_shows_at\":[1]}",
                "{\"revocation_shows_at\":[null]}",
                "{\"paths\":[\"dashboard\"]}",
                "{\"paths\":[null]}",
                "{\"content_type\":\"a\\r\\nb\"}",
                "{\"content_type\":7}"
            })
    void faults_with_an_unknown_or_wrong_member_are_refused_and_change_nothing(String set) {
        adobe.putFaults("{\"token_ttl_seconds\":60}");
        var reply = adobe.putFaults(set);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_request");
        assertThat(reply.json().path("message").asText()).isNotBlank();
        assertThat(adobe.get("/dashboard/faults").body()).isEqualTo("{\"token_ttl_seconds\":60}");
    }

    @Test
    void a_refusal_names_the_wrong_member() {
        assertThat(adobe.putFaults("{\"statos\":500}").json().path("message").asText())
                .contains("statos");
        assertThat(adobe.putFaults("{\"status\":\"x\"}").json().path("message").asText())
                .contains("status");
        assertThat(adobe.putFaults("{\"status_rate\":7}").json().path("message").asText())
                .contains("status_rate");
        assertThat(adobe.putFaults("{\"revocation_shows_at\":[\"x\"]}")
                        .json()
                        .path("message")
                        .asText())
                .contains("revocation_shows_at");
    }
}
