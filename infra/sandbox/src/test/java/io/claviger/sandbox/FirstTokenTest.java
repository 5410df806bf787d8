package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** From a new registered application to an accepted token, over HTTP. */
class FirstTokenTest extends SandboxTestBase {
    @Test
    void an_app_registers_and_its_token_is_accepted() {
        var created = adobe.postJson("/dashboard/registered-applications", "{\"name\":\"Sports\"}");
        assertThat(created.status()).isEqualTo(201);
        var id = created.json().path("id").asText();

        var statement = adobe.get("/dashboard/registered-applications/" + id + "/software-statement");
        assertThat(statement.contentType()).startsWith("text/plain");

        var credentials = adobe.registered(statement.body());
        var token = adobe.tokenFor(credentials);

        var configuration = adobe.configuration("REF30", token);
        assertThat(configuration.status()).isEqualTo(200);
        assertThat(configuration.json().at("/requestor/id").asText()).isEqualTo("REF30");
        assertThat(sandbox.requests())
                .extracting("status", "clientId")
                .containsExactly(
                        Tuple.tuple(201, credentials.clientId()),
                        Tuple.tuple(201, credentials.clientId()),
                        Tuple.tuple(200, credentials.clientId()));
    }

    @Test
    void revoking_and_reinstating_take_effect_at_all_endpoints() {
        var credentials = adobe.registered(statement());
        var token = adobe.tokenFor(credentials);
        assertThat(adobe.post("/dashboard/registered-applications/" + application.id() + "/revoke")
                        .status())
                .isEqualTo(200);

        assertThat(adobe.register(statement()).error()).isEqualTo("invalid_software_statement");
        assertThat(adobe.token(credentials).error()).isEqualTo("invalid_client");
        assertThat(adobe.configuration("REF30", token).json().path("code").asText())
                .isEqualTo("invalid_access_token_client_application");

        assertThat(adobe.post("/dashboard/registered-applications/" + application.id() + "/reinstate")
                        .status())
                .isEqualTo(200);
        assertThat(adobe.register(statement()).status()).isEqualTo(201);
        assertThat(adobe.token(credentials).status()).isEqualTo(201);
        assertThat(adobe.configuration("REF30", token).status()).isEqualTo(200);
    }

    @Test
    void a_status_fault_affects_every_call_until_it_is_cleared() {
        assertThat(adobe.putFaults("{\"status\":500,\"token_ttl_seconds\":60}").status())
                .isEqualTo(200);
        assertThat(adobe.register(statement()).status()).isEqualTo(500);
        assertThat(adobe.get("/dashboard/faults").body()).isEqualTo("{\"status\":500,\"token_ttl_seconds\":60}");

        adobe.putFaults("{\"token_ttl_seconds\":60}");
        var credentials = adobe.registered(statement());
        assertThat(adobe.token(credentials).json().path("expires_in").asLong()).isEqualTo(60);
    }
}
