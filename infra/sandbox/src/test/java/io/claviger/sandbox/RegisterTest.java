package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The responses of {@code POST /o/client/register}. */
class RegisterTest extends SandboxTestBase {
    private static final String JSON = "application/json;charset=utf-8";

    @Test
    void a_registration_gets_201_and_exactly_adobes_members() {
        var reply = adobe.register(statement(), "https://app.example.com/callback");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.contentType()).isEqualToIgnoringCase("application/json;charset=utf-8");
        assertThat(reply.json().propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "client_id", "client_secret", "client_id_issued_at", "redirect_uris", "grant_types", "scopes");
        assertThat(reply.json().at("/redirect_uris/0").asText()).isEqualTo("https://app.example.com/callback");
        assertThat(reply.json().at("/grant_types/0").asText()).isEqualTo("client_credentials");
        assertThat(reply.json().at("/scopes/0").asText()).isEqualTo("api:client:v2");
    }

    @Test
    void the_issue_time_is_in_seconds() {
        assertThat(adobe.register(statement())
                        .json()
                        .path("client_id_issued_at")
                        .asLong())
                .isEqualTo(clock.instant().getEpochSecond());
    }

    @Test
    void a_registration_without_a_redirect_uri_gets_an_empty_list() {
        assertThat(adobe.register(statement()).json().path("redirect_uris").toString())
                .isEqualTo("[]");
    }

    @Test
    void credentials_may_not_be_cached() {
        assertThat(adobe.register(statement()).raw().headers().firstValue("Cache-Control"))
                .hasValue("no-store");
    }

    @Test
    void every_registration_makes_another_client_with_another_secret() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 5; i++) {
            var credentials = adobe.registered(statement());
            seen.add(credentials.clientId());
            seen.add(credentials.clientSecret());
        }
        assertThat(seen).hasSize(10);
    }

    @Test
    void the_request_log_has_the_new_client() {
        var credentials = adobe.registered(statement());
        assertThat(lastRequest().clientId()).isEqualTo(credentials.clientId());
        assertThat(lastRequest().error()).isNull();
    }

    static Stream<String> bodiesThatAreInvalidRequests() {
        return Stream.of(
                "",
                "null",
                "[]",
                "\"STATEMENT\"",
                "{}",
                "{\"redirect_uri\":\"https://app.example.com/\"}",
                "{\"software_statement\":null}",
                "{\"software_statement\":\"\"}",
                "{\"software_statement\":17}",
                "{\"software_statement\":[\"STATEMENT\"]}",
                "{\"software_statement\":\"STATEMENT\",\"software_statement\":\"STATEMENT\"}",
                "{\"software_statement\":\"STATEMENT\",\"redirect_uri\":\"https://a.example/\",\"redirect_uri\":\"https://a.example/\"}",
                "{\"software_statement\":\"STATEMENT\",\"redirect_uri\":17}",
                "{\"software_statement\":\"STATEMENT\",\"redirect_uri\":[\"https://a.example/\"]}",
                "{\"software_statement\":\"STATEMENT\"} {}",
                "{\"software_statement\":\"STATEMENT\"",
                "software_statement=STATEMENT",
                "[".repeat(5_000),
                "{\"software_statement\":\"" + "x".repeat(70_000) + "\"}");
    }

    @ParameterizedTest
    @MethodSource("bodiesThatAreInvalidRequests")
    void a_missing_repeated_or_malformed_parameter_is_an_invalid_request(String body) {
        var reply = adobe.registerBody(body.replace("STATEMENT", statement()));
        expectInvalidRequest(reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"software_statement\":\"STATEMENT\",\"redirect_uris\":[\"https://a.example/\"]}",
                "{\"software_statement\":\"STATEMENT\",\"client_name\":\"TV\",\"grant_types\":[\"client_credentials\"]}"
            })
    void an_unknown_member_is_ignored_and_refused_where_strict(String template) {
        var body = template.replace("STATEMENT", statement());
        assertThat(adobe.registerBody(body).status()).isEqualTo(201);
        sandbox.setFaults(STRICT);
        expectInvalidRequest(adobe.registerBody(body));
    }

    @Test
    void a_form_registers_and_is_refused_where_strict() {
        var form = AdobeCaller.form(
                Map.of("software_statement", statement(), "redirect_uri", "https://a.example/", "utm_source", "tv"));
        var reply = adobe.send(adobe.post("/o/client/register", "application/x-www-form-urlencoded", form));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().at("/redirect_uris/0").asText()).isEqualTo("https://a.example/");
        sandbox.setFaults(STRICT);
        expectInvalidRequest(adobe.send(adobe.post("/o/client/register", "application/x-www-form-urlencoded", form)));
    }

    @Test
    void a_query_is_ignored_and_refused_where_strict() {
        var body = AdobeCaller.write(Map.of("software_statement", statement()));
        assertThat(adobe.send(adobe.post("/o/client/register?_=1", JSON, body)).status())
                .isEqualTo(201);
        sandbox.setFaults(STRICT);
        expectInvalidRequest(adobe.send(adobe.post("/o/client/register?_=1", JSON, body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json;charset=iso-8859-1",
                "application/jsonp",
                "nonsense"
            })
    void another_media_type_is_an_invalid_request(String contentType) {
        var body = AdobeCaller.write(Map.of("software_statement", statement()));
        expectInvalidRequest(adobe.send(adobe.post("/o/client/register", contentType, body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/json;charset=UTF-8", "Application/JSON; charset=\"utf-8\""})
    void every_spelling_of_json_in_utf_8_is_accepted(String contentType) {
        var body = AdobeCaller.write(Map.of("software_statement", statement()));
        assertThat(adobe.send(adobe.post("/o/client/register", contentType, body))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_missing_media_type_is_an_invalid_request() {
        var body = AdobeCaller.write(Map.of("software_statement", statement()));
        expectInvalidRequest(adobe.send(adobe.request("/o/client/register").POST(BodyPublishers.ofString(body))));
    }

    @Test
    void a_statement_in_the_query_is_an_invalid_request() {
        expectInvalidRequest(
                adobe.send(adobe.post("/o/client/register?software_statement=" + statement(), JSON, "{}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void another_method_is_an_invalid_request(String method) {
        expectInvalidRequest(adobe.send(adobe.request("/o/client/register").method(method, BodyPublishers.noBody())));
    }

    @Test
    void device_headers_are_required_on_request_alone() {
        assertThat(adobe.register(statement()).status()).isEqualTo(201);
        sandbox.setFaults("{\"require_device_headers\":true}");
        expectInvalidRequest(adobe.register(statement()));

        var body = AdobeCaller.write(Map.of("software_statement", statement()));
        var wellFormed =
                adobe.post("/o/client/register", JSON, body).header("X-Device-Info", DeviceInfoSamples.WELL_FORMED);
        assertThat(adobe.send(wellFormed).status()).isEqualTo(201);
        for (var malformed : DeviceInfoSamples.MALFORMED) {
            var request = adobe.post("/o/client/register", JSON, body).header("X-Device-Info", malformed);
            expectInvalidRequest(adobe.send(request));
        }
    }

    private void expectInvalidRequest(AdobeCaller.Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.contentType()).isEqualToIgnoringCase("application/json;charset=utf-8");
        assertThat(reply.body()).isEqualTo("{\"error\":\"invalid_request\"}");
        assertThat(lastRequest().error()).isEqualTo("invalid_request");
        assertThat(lastRequest().status()).isEqualTo(400);
    }
}
