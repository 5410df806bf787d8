package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard over HTTP and JSON. */
class DashboardTest extends SandboxTestBase {
    private static final String APPLICATIONS = "/dashboard/registered-applications";

    @Test
    void an_application_is_created_from_a_name_alone() {
        var created = adobe.postJson(APPLICATIONS, "{\"name\":\"News\"}");
        assertThat(created.status()).isEqualTo(201);
        var json = created.json();
        assertThat(json.path("id").asText()).isNotEmpty();
        assertThat(json.path("version").asText()).isEqualTo("1.0.0");
        assertThat(json.path("type").asText()).isEqualTo("DIRECT");
        assertThat(json.path("level").asText()).isEqualTo("programmer");
        assertThat(json.path("scopes").toString()).isEqualTo("[\"api:client:v2\"]");
        assertThat(json.path("platforms").toString()).isEqualTo("[]");
        assertThat(json.path("channels").toString()).isEqualTo("[]");
        assertThat(json.path("domains").toString()).isEqualTo("[]");
        assertThat(json.path("rest_api_v2").asBoolean()).isTrue();
        assertThat(json.path("revoked").asBoolean()).isFalse();
    }

    @Test
    void an_application_has_every_member_of_its_request() {
        var body = "{\"name\":\"Sports RESTV2\",\"version\":\"2.1\",\"level\":\"channel\",\"platforms\":[\"tvOS\"],"
                + "\"channels\":[\"SPORT1\"],\"domains\":[\"sports.example\"],\"custom_schemes\":[\"sports://app\"],"
                + "\"scopes\":[\"api:client:v2\",\"decisions:owner\"],\"grant_types\":[\"client_credentials\"],"
                + "\"rest_api_v2\":false}";
        var created = adobe.postJson(APPLICATIONS, body).json();
        assertThat(created.path("level").asText()).isEqualTo("channel");
        assertThat(created.path("platforms").toString()).isEqualTo("[\"tvOS\"]");
        assertThat(created.path("channels").toString()).isEqualTo("[\"SPORT1\"]");
        assertThat(created.path("domains").toString()).isEqualTo("[\"sports.example\"]");
        assertThat(created.path("custom_schemes").toString()).isEqualTo("[\"sports\"]");
        assertThat(created.path("rest_api_v2").asBoolean()).isFalse();
        var id = created.path("id").asText();
        assertThat(adobe.get(APPLICATIONS + "/" + id).json()).isEqualTo(created);
        assertThat(adobe.get(APPLICATIONS).json()).contains(created);
    }

    @Test
    void a_client_gets_the_scopes_of_its_application() {
        var created = adobe.postJson(APPLICATIONS, "{\"name\":\"A\",\"scopes\":[\"api:client:v2\",\"x\"]}")
                .json();
        var statement = adobe.get(APPLICATIONS + "/" + created.path("id").asText() + "/software-statement")
                .body();
        assertThat(adobe.register(statement).json().path("scopes")).isEqualTo(created.path("scopes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":\"  \"}",
                "{\"name\":17}",
                "{\"name\":\"A\",\"colour\":\"red\"}",
                "{\"name\":\"A\",\"platforms\":\"tvOS\"}",
                "{\"name\":\"A\",\"channels\":[null]}",
                "{\"name\":\"A\",\"channels\":[\"\"]}",
                "{\"name\":\"A\",\"domains\":[1]}",
                "{\"name\":\"A\",\"level\":\"galaxy\"}",
                "{\"name\":\"A\",\"custom_schemes\":[\"https://x\"]}",
                "{\"name\":\"A\",\"rest_api_v2\":\"no\"}",
                "{\"name\":\"A\",\"name\":\"B\"}",
                "{\"name\":\"A\",\"grant_types\":[\"barter\"]}",
                "{\"name\":\"A\",\"domains\":[\"https://example.com\"]}",
                "{\"name\":\"A\",\"domains\":[\"example.com/path\"]}",
                "{\"name\":\"A\",\"domains\":[\"example.com:8443\"]}",
                "{\"name\":\"A\",\"custom_schemes\":[\"news://one\",\"NEWS://two\"]}",
                "{\"name\":\"A\\u0000\"}",
                "{\"name\":\"A\\ud800\"}",
                "{\"name\":\"A\\u202egnp\"}",
                "{\"name\":\"A\",\"version\":\"1\\u0000\"}",
                "{\"name\":\"A\",\"platforms\":[\"tv\\u2066OS\"]}",
                "{\"name\":\"A\",\"channels\":[\"\\udc00\"]}",
                "{\"name\":\"A\",\"scopes\":[\"x\\u0007\"]}"
            })
    void an_application_with_anything_unknown_or_wrong_is_refused(String body) {
        int before = sandbox.applications().size();
        var reply = adobe.postJson(APPLICATIONS, body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_request");
        assertThat(reply.json().path("message").asText()).isNotBlank();
        assertThat(sandbox.applications()).hasSize(before);
    }

    @Test
    void a_listing_shows_no_statement() {
        assertThat(adobe.get(APPLICATIONS).body()).contains(application.id()).doesNotContain(statement());
    }

    @Test
    void revoking_and_reinstating_return_the_application() {
        var revoked = adobe.post(APPLICATIONS + "/" + application.id() + "/revoke");
        assertThat(revoked.json().path("revoked").asBoolean()).isTrue();
        assertThat(adobe.get(APPLICATIONS + "/" + application.id()).json()).isEqualTo(revoked.json());
        var reinstated = adobe.post(APPLICATIONS + "/" + application.id() + "/reinstate");
        assertThat(reinstated.json().path("revoked").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/software-statement"})
    void an_unknown_application_is_not_found(String path) {
        assertThat(adobe.get(APPLICATIONS + "/no-such-id" + path).status()).isEqualTo(404);
        assertThat(adobe.post(APPLICATIONS + "/no-such-id/revoke").status()).isEqualTo(404);
        assertThat(adobe.post(APPLICATIONS + "/no-such-id/reinstate").status()).isEqualTo(404);
    }

    @Test
    void custom_schemes_are_created_and_listed() {
        var created = adobe.postJson("/dashboard/custom-schemes", "{\"scheme\":\"newsapp://com.programmer\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("value").asText()).isEqualTo("newsapp://com.programmer");
        assertThat(adobe.get("/dashboard/custom-schemes").json()).contains(created.json());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"scheme\":\"\"}",
                "{\"scheme\":\"javascript:\"}",
                "{\"scheme\":\"https://x\"}",
                "{\"scheme\":\"1x\"}",
                "{\"scheme\":1}",
                "{\"scheme\":\"news://\\u202ex\"}"
            })
    void an_invalid_custom_scheme_is_refused(String body) {
        assertThat(adobe.postJson("/dashboard/custom-schemes", body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "A\\u0000, name must not contain control characters",
        "A\\ud800, name must not contain half of a surrogate pair",
        "A\\u202egnp, name must not contain bidirectional overrides"
    })
    void a_refusal_names_what_is_wrong(String name, String message) {
        assertThat(adobe.postJson(APPLICATIONS, "{\"name\":\"" + name + "\"}")
                        .json()
                        .path("message")
                        .asText())
                .isEqualTo(message);
    }

    @Test
    void names_of_every_script_are_accepted() {
        for (var name : List.of("\u05d7\u05d3\u05e9\u05d5\u05ea \u200f1", "News \ud83d\udcfa", "Nyheter p\u00e5 tv")) {
            assertThat(adobe.postJson(APPLICATIONS, "{\"name\":\"" + name + "\"}")
                            .json()
                            .path("name")
                            .asText())
                    .isEqualTo(name);
        }
    }

    @Test
    void a_custom_scheme_exists_once() {
        assertThat(adobe.postJson("/dashboard/custom-schemes", "{\"scheme\":\"onceapp://one\"}")
                        .status())
                .isEqualTo(201);
        var again = adobe.postJson("/dashboard/custom-schemes", "{\"scheme\":\"OnceApp://two\"}");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().path("message").asText()).isEqualTo("scheme exists already");
    }

    @Test
    void clients_are_listed_newest_first_with_token_times_and_without_secrets() {
        var older = adobe.registered(statement());
        var newer = adobe.registered(statement());
        var token = adobe.tokenFor(newer);
        var listing = adobe.get("/dashboard/clients");
        assertThat(listing.json().at("/0/client_id").asText()).isEqualTo(newer.clientId());
        assertThat(listing.json().at("/0/token_expires_at").asText())
                .isEqualTo(clock.instant().plusSeconds(21_600).toString());
        assertThat(listing.json().at("/1/client_id").asText()).isEqualTo(older.clientId());
        assertThat(listing.json().at("/1/token_expires_at").isNull()).isTrue();
        assertThat(listing.body()).doesNotContain(newer.clientSecret(), older.clientSecret(), token);
    }

    @Test
    void a_page_of_another_origin_cannot_change_the_dashboard() {
        var foreign =
                adobe.post(APPLICATIONS, "text/plain", "{\"name\":\"Evil\"}").header("Origin", "https://evil.example");
        assertThat(adobe.send(foreign).status()).isEqualTo(403);
        var own = adobe.post(APPLICATIONS, "application/json", "{\"name\":\"Good\"}")
                .header("Origin", sandbox.baseUri().toString());
        assertThat(adobe.send(own).status()).isEqualTo(201);
    }

    @Test
    void a_web_app_of_any_origin_may_call_adobes_endpoints() {
        var call = adobe.request("/api/v2/REF30/configuration").header("Origin", "https://app.example");
        assertThat(adobe.send(call).raw().headers().firstValue("Access-Control-Allow-Origin"))
                .isPresent();
        var preflight = adobe.request("/o/client/register")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .header(
                        "Access-Control-Request-Headers",
                        "ap_21,authorization,content-type,pass_sfp,ap-device-identifier")
                .method("OPTIONS", java.net.http.HttpRequest.BodyPublishers.noBody());
        var allowed = adobe.send(preflight);
        assertThat(allowed.status()).isEqualTo(204);
        var headers = allowed.raw().headers();
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example");
        assertThat(headers.firstValue("Access-Control-Allow-Credentials")).hasValue("true");
        assertThat(List.of(headers.firstValue("Access-Control-Allow-Headers")
                        .orElse("")
                        .split(",")))
                .contains(
                        "ap_21", "authorization", "content-type", "pass_sfp", "ap-device-identifier", "x-device-info");
    }
}
