package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** The way from a new registered application to an accepted token, over HTTP alone. */
class FirstTokenTest extends SandboxTestBase {
    @Test
    void an_app_gets_from_the_dashboard_to_an_accepted_token() {
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
    void revoking_shows_everywhere_and_reinstating_brings_the_same_client_and_token_back() {
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
    void a_status_fault_answers_every_call_with_that_status_and_clearing_it_ends_that() {
        assertThat(adobe.putFaults("{\"status\":500,\"token_ttl_seconds\":60}").status())
                .isEqualTo(200);
        assertThat(adobe.register(statement()).status()).isEqualTo(500);
        assertThat(adobe.get("/dashboard/faults").body()).isEqualTo("{\"status\":500,\"token_ttl_seconds\":60}");

        adobe.putFaults("{\"token_ttl_seconds\":60}");
        var credentials = adobe.registered(statement());
        assertThat(adobe.token(credentials).json().path("expires_in").asLong()).isEqualTo(60);
    }
}
