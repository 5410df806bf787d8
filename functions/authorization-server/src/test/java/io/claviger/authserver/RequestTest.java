package io.claviger.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.authserver.ScriptedServer.Received;
import io.claviger.core.authorizationserver.Device;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestTest {
    private final ScriptedServer server = new ScriptedServer(Scripts.json(400, "{}"));
    private final AdobePassAuthorizationServer adobePass = Callers.to(server.baseUri());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_registration_posts_statement_and_redirect_uri_as_json() {
        Callers.register(adobePass);

        Received request = server.onlyRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/o/client/register");
        assertThat(request.headers()).containsEntry("Content-Type", "application/json;charset=utf-8");
        assertThat(request.body())
                .isEqualTo("{\"software_statement\":\"marked.STATEMENT.secret\","
                        + "\"redirect_uri\":\"adobepass://com.programmer\"}");
    }

    @Test
    void a_registration_without_redirect_uri_sends_none() {
        adobePass.register(Callers.STATEMENT, Optional.empty(), Callers.DEVICE);

        assertThat(server.onlyRequest().body()).isEqualTo("{\"software_statement\":\"marked.STATEMENT.secret\"}");
    }

    @Test
    void a_token_request_posts_an_encoded_form_and_keeps_the_query_empty() {
        Callers.requestToken(adobePass);

        Received request = server.onlyRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/o/client/token");
        assertThat(request.headers())
                .containsEntry("Content-Type", "application/x-www-form-urlencoded")
                .doesNotContainKey("Authorization");
        assertThat(request.body())
                .isEqualTo("client_id=client-1&client_secret=marked+CLIENT%2Bsecret%26%3D%25"
                        + "&grant_type=client_credentials");
    }

    @Test
    void a_token_is_sent_as_bearer_to_the_service_providers_configuration() {
        Callers.callProtectedApi(adobePass);

        Received request = server.onlyRequest();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/api/v2/REF30/configuration");
        assertThat(request.headers()).containsEntry("Authorization", "Bearer marked.TOKEN.secret");
    }

    @Test
    void every_call_sends_the_device_headers_and_the_user_agent() {
        Callers.register(adobePass);
        Callers.requestToken(adobePass);
        Callers.callProtectedApi(adobePass);

        assertThat(server.received())
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.headers())
                        .containsEntry("X-Device-Info", "bWFya2VkREVWSUNF")
                        .containsEntry("X-Forwarded-For", "203.0.113.7")
                        .containsEntry("Accept", "application/json")
                        .containsEntry("User-Agent", "Claviger-Test")
                        .doesNotContainKeys("Upgrade", "Cookie"));
    }

    @Test
    void a_call_for_no_device_sends_no_device_headers() {
        adobePass.requestToken(Callers.CREDENTIALS, Device.NONE);

        assertThat(server.onlyRequest().headers()).doesNotContainKeys("X-Device-Info", "X-Forwarded-For");
    }

    @Test
    void a_base_uri_with_a_path_keeps_it() {
        AdobePassAuthorizationServer behindPath =
                Callers.to(new BaseUri(server.baseUri().value() + "/adobe/"));

        Callers.requestToken(behindPath);

        assertThat(server.onlyRequest().path()).isEqualTo("/adobe/o/client/token");
    }
}
