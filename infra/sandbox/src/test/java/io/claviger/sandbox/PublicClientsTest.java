package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.sandbox.AdobeCaller.Reply;
import io.claviger.sandbox.dashboard.NewApplication;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The requests of five public clients of Adobe Pass, header by header, and what they read of the answers. */
class PublicClientsTest extends SandboxTestBase {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String BROWSER =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36";
    private static final String SESSION =
            "mvpd=SandboxTV&redirectUrl=https%3A%2F%2Fwww.example.com%2Flive&domainName=example.com";

    /** A downloader in Python: JSON and a form, each with a charset. */
    @Test
    void a_video_downloader_registers_and_gets_a_token_by_form() {
        var client = succeed(adobe.request("/o/client/register")
                .header("Content-Type", "application/json; charset=UTF-8")
                .header("User-Agent", BROWSER)
                .POST(BodyPublishers.ofString("{\"software_statement\": \"" + statement() + "\"}")));
        var token = succeed(adobe.request("/o/client/token")
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .header("User-Agent", BROWSER)
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id="
                        + client.path("client_id").asText() + "&client_secret="
                        + client.path("client_secret").asText())));
        assertThat(token.path("access_token").asText()).isNotEmpty();
    }

    /** Scripts for statistics: curl with the parameters in the query, a JSON type and no body, for a scope of their own. */
    @Test
    void a_shell_script_gets_a_token_by_query_with_a_json_content_type() {
        application = sandbox.createApplication(new NewApplication(
                "Statistics", null, null, null, null, null, null, List.of("analytics:client"), null, null));
        var client = registered();
        var token = succeed(adobe.request("/o/client/token?grant_type=client_credentials&client_id="
                        + client.path("client_id").asText() + "&client_secret="
                        + client.path("client_secret").asText())
                .header("Content-Type", "application/json")
                .header("User-Agent", "curl/8.5.0")
                .header("Accept", "*/*")
                .POST(BodyPublishers.noBody()));
        assertThat(token.path("access_token").asText()).isNotEmpty();
    }

    /** A recorder of live news: the token by query without a type, then temporary access. It decodes the media token. */
    @Test
    void a_live_recorder_plays_by_temporary_access() {
        var client = registered();
        var token = succeed(fromPage("/o/client/token?client_id="
                        + client.path("client_id").asText() + "&client_secret="
                        + client.path("client_secret").asText() + "&grant_type=client_credentials")
                .POST(BodyPublishers.noBody()));
        var deviceInfo = Base64.getEncoder()
                .encodeToString("{\"model\":\"PC\",\"osName\":\"Windows\",\"applicationId\":\"news\"}"
                        .getBytes(StandardCharsets.UTF_8));
        var api = "/api/v2/REF30/";
        succeed(authorized(api + "sessions", token)
                .header("X-Device-Info", deviceInfo)
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString(SESSION.replace("SandboxTV", "TempPass"))));
        var profile = succeed(authorized(api + "profiles/TempPass", token)
                .header("X-Device-Info", deviceInfo)
                .header("Content-Type", "application/json"));
        assertThat(profile.at("/profiles/TempPass").isObject()).isTrue();
        var decision = succeed(authorized(api + "decisions/authorize/TempPass", token)
                .header("X-Device-Info", deviceInfo)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"resources\": [\"news\"]}")));
        var media = decision.at("/decisions/0/token/serializedToken").asText();
        assertThat(new String(Base64.getDecoder().decode(media), StandardCharsets.UTF_8))
                .contains("news");
    }

    /** A player for cable channels: lower-case device header on every call, and the sign-in in a session of its own. */
    @Test
    void a_channel_player_signs_a_viewer_in_and_preauthorizes() {
        var client = registered();
        var token = tokenByForm(client);
        var session = succeed(player("/api/v2/REF30/sessions", token)
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString(SESSION)));
        var login = adobe.send(player(session.path("url").asText(), token));
        assertThat(login.status()).isEqualTo(302);
        var page = URI.create(login.raw().headers().firstValue("location").orElse(""));
        var signedIn = adobe.send(
                adobe.post(page.getPath(), FORM, page.getQuery() + "&name=viewer&password=secret&answer=sign-in"));
        assertThat(signedIn.status()).isEqualTo(303);
        var profile = succeed(player("/api/v2/REF30/profiles/SandboxTV", token));
        assertThat(profile.at("/profiles/SandboxTV").isObject()).isTrue();
        var decisions = succeed(player("/api/v2/REF30/decisions/preauthorize/SandboxTV", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"resources\": [\"usa\", \"bravo\"]}")));
        assertThat(decisions.at("/decisions/1/authorized").booleanValue()).isTrue();
    }

    /** A support tool in a browser: preflights, a redirect URI, a decoded token, and more device headers than Adobe lists. */
    @Test
    void a_browser_tool_reads_the_configuration_and_the_claims_of_its_token() {
        var preflight = adobe.send(adobe.request("/api/v2/REF30/configuration")
                .header("Origin", "chrome-extension://abcdefghijklmnop")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "ap-device-identifier,authorization,x-device-info")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.status()).isEqualTo(204);
        var client = succeed(adobe.request("/o/client/register")
                .header("Content-Type", "application/json")
                .header("Origin", "chrome-extension://abcdefghijklmnop")
                .POST(BodyPublishers.ofString(AdobeCaller.write(
                        Map.of("software_statement", statement(), "redirect_uri", "https://localhost/callback")))));
        var token = tokenByForm(client);
        var parts = token.path("access_token").asText().split("\\.", -1);
        assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                .contains("\"scopes\":\"api:client:v2\"");
        var configuration = succeed(authorized("/api/v2/REF30/configuration", token)
                .header("Origin", "chrome-extension://abcdefghijklmnop")
                .header("Accept", "application/json")
                .header("X-Device-Info", "bm90IEpTT04="));
        assertThat(configuration.at("/requestor/mvpds/0/id").asText()).isEqualTo("SandboxTV");
    }

    private JsonNode registered() {
        return succeed(adobe.request("/o/client/register")
                .header("Content-Type", "application/json")
                .header("Accept", "*/*")
                .POST(BodyPublishers.ofString("{\"software_statement\": \"" + statement() + "\"}")));
    }

    private JsonNode tokenByForm(JsonNode client) {
        return succeed(adobe.request("/o/client/token")
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id="
                        + client.path("client_id").asText() + "&client_secret="
                        + client.path("client_secret").asText())));
    }

    private HttpRequest.Builder fromPage(String path) {
        return adobe.request(path)
                .header("User-Agent", BROWSER)
                .header("Origin", "https://www.example.com")
                .header("Referer", "https://www.example.com/");
    }

    private HttpRequest.Builder authorized(String path, JsonNode token) {
        return fromPage(path)
                .header("Authorization", "Bearer " + token.path("access_token").asText())
                .header("AP-Device-Identifier", "fingerprint ZmFzdGNoYW5uZWxz");
    }

    private HttpRequest.Builder player(String path, JsonNode token) {
        return fromPage(path)
                .header("authorization", "Bearer " + token.path("access_token").asText())
                .header("ap-device-identifier", "fingerprint MWIyYzNkNGUtNWY2YQ==");
    }

    private JsonNode succeed(HttpRequest.Builder request) {
        Reply reply = adobe.send(request);
        assertThat(reply.status()).as(reply.body()).isBetween(200, 299);
        return reply.json();
    }
}
