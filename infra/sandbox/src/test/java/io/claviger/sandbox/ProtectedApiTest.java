package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.sandbox.dashboard.NewApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tokens that open {@code /api/v2/{serviceProvider}/…}. */
class ProtectedApiTest extends SandboxTestBase {
    @Test
    void a_valid_token_opens_configuration_with_and_without_a_final_slash() {
        var token = adobe.tokenFor(adobe.registered(statement()));
        assertThat(adobe.configuration("REF30", token)
                        .json()
                        .at("/requestor/id")
                        .asText())
                .isEqualTo("REF30");
        var slashed = adobe.request("/api/v2/REF30/configuration/").header("Authorization", "bearer " + token);
        assertThat(adobe.send(slashed).status()).isEqualTo(200);
    }

    @Test
    void a_missing_token_gets_the_enhanced_error_object() {
        var reply = adobe.get("/api/v2/REF30/configuration");
        expectEnhancedError(reply, "none", "invalid_access_token");
        assertThat(reply.json().path("details").asText()).contains("missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Basic SUQ6U0VDUkVU", "Bearer a b", "TOKEN", "Bearer t\u00e4st"})
    void a_malformed_authorization_header_gets_401(String header) {
        var request = adobe.request("/api/v2/REF30/configuration").header("Authorization", header);
        expectEnhancedError(adobe.send(request), "none", "invalid_access_token");
    }

    @Test
    void two_authorization_headers_get_401() {
        var token = adobe.tokenFor(adobe.registered(statement()));
        var request = adobe.request("/api/v2/REF30/configuration")
                .header("Authorization", "Bearer " + token)
                .header("Authorization", "Bearer " + token);
        expectEnhancedError(adobe.send(request), "none", "invalid_access_token");
    }

    @Test
    void an_unknown_or_altered_token_gets_401() {
        var token = adobe.tokenFor(adobe.registered(statement()));
        for (var bad : List.of("unknown", token + "A", token.substring(4), swapped(token))) {
            expectEnhancedError(adobe.configuration("REF30", bad), "none", "invalid_access_token");
        }
    }

    @Test
    void an_expired_token_gets_401() {
        var token = adobe.tokenFor(adobe.registered(statement()));
        clock.advance(Duration.ofHours(6));
        var reply = adobe.configuration("REF30", token);
        expectEnhancedError(reply, "none", "invalid_access_token");
        assertThat(reply.json().path("details").asText()).contains("expired");
    }

    @Test
    void a_token_of_an_application_with_channels_opens_those_channels_alone() {
        application = sandbox.createApplication(linkedTo("REF30"));
        var token = adobe.tokenFor(adobe.registered(statement()));
        assertThat(adobe.configuration("REF30", token).status()).isEqualTo(200);
        expectEnhancedError(
                adobe.configuration("OTHER", token),
                "application-registration",
                "invalid_access_token_service_provider");
    }

    @Test
    void a_token_without_the_scope_of_rest_api_v2_gets_401() {
        application = sandbox.createApplication(new NewApplication(
                "Analytics", null, null, null, null, null, null, List.of("analytics:client"), null, null));
        var reply = adobe.configuration("REF30", adobe.tokenFor(adobe.registered(statement())));
        expectEnhancedError(reply, "none", "invalid_access_token");
        assertThat(reply.json().path("details").asText()).contains("api:client:v2");
    }

    @Test
    void a_token_of_a_revoked_statement_has_no_client_application_anywhere() {
        application = sandbox.createApplication(linkedTo("REF30"));
        var token = adobe.tokenFor(adobe.registered(statement()));
        sandbox.revoke(application.id());
        for (var serviceProvider : List.of("REF30", "OTHER")) {
            expectEnhancedError(
                    adobe.configuration(serviceProvider, token),
                    "application-registration",
                    "invalid_access_token_client_application");
        }
        sandbox.reinstate(application.id());
        assertThat(adobe.configuration("REF30", token).status()).isEqualTo(200);
    }

    @Test
    void an_expired_token_of_a_revoked_statement_is_reported_as_expired() {
        var token = adobe.tokenFor(adobe.registered(statement()));
        sandbox.revoke(application.id());
        clock.advance(Duration.ofDays(1));
        expectEnhancedError(adobe.configuration("REF30", token), "none", "invalid_access_token");
    }

    @Test
    void each_response_has_its_own_trace() {
        var first =
                adobe.get("/api/v2/REF30/configuration").json().path("trace").asText();
        assertThat(adobe.get("/api/v2/REF30/configuration").json().path("trace").asText())
                .isNotEqualTo(first);
    }

    @Test
    void another_method_gets_405_and_another_resource_gets_404() {
        var token = adobe.tokenFor(adobe.registered(statement()));
        var post = adobe.request("/api/v2/REF30/configuration")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.noBody());
        assertThat(adobe.send(post).status()).isEqualTo(405);
        var reports = adobe.request("/api/v2/REF30/reports").header("Authorization", "Bearer " + token);
        assertThat(adobe.send(reports).status()).isEqualTo(404);
    }

    @Test
    void device_headers_are_required_on_request_alone() {
        var token = adobe.tokenFor(adobe.registered(statement()));
        sandbox.setFaults("{\"require_device_headers\":true}");
        assertThat(adobe.configuration("REF30", token).json().path("code").asText())
                .isEqualTo("invalid_header_device_info");
        var info = adobe.request("/api/v2/REF30/configuration")
                .header("Authorization", "Bearer " + token)
                .header("X-Device-Info", DeviceInfoSamples.WELL_FORMED);
        assertThat(adobe.send(info).json().path("code").asText()).isEqualTo("invalid_header_device_identifier");
        assertThat(adobe.send(info.header("AP-Device-Identifier", "fingerprint YWJj"))
                        .status())
                .isEqualTo(200);
    }

    private static String swapped(String token) {
        return (token.startsWith("A") ? "B" : "A") + token.substring(1);
    }

    private static NewApplication linkedTo(String channel) {
        return new NewApplication("Linked", null, null, null, List.of(channel), null, null, null, null, null);
    }

    private void expectEnhancedError(AdobeCaller.Reply reply, String action, String code) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.contentType()).isEqualToIgnoringCase("application/json;charset=utf-8");
        assertThat(reply.json().propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("action", "status", "code", "message", "details", "helpUrl", "trace");
        assertThat(reply.json().path("action").asText()).isEqualTo(action);
        assertThat(reply.json().path("status").asInt()).isEqualTo(401);
        assertThat(reply.json().path("code").asText()).isEqualTo(code);
        assertThat(lastRequest().error()).isEqualTo(code);
    }
}
