package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.sandbox.dashboard.NewApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The responses of {@code POST /o/client/token}. */
class TokenTest extends SandboxTestBase {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String GOOD = "client_id=ID&client_secret=SECRET&grant_type=client_credentials";

    @Test
    void a_token_call_gets_201_and_exactly_adobes_members() {
        var reply = adobe.token(adobe.registered(statement()));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.contentType()).isEqualToIgnoringCase("application/json;charset=utf-8");
        assertThat(reply.json().propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("id", "access_token", "created_at", "expires_in", "token_type");
        assertThat(reply.json().path("token_type").asText()).isEqualTo("bearer");
        assertThat(reply.json().path("expires_in").asLong()).isEqualTo(21_600);
        assertThat(reply.json().path("created_at").asLong())
                .isEqualTo(clock.instant().toEpochMilli());
    }

    @Test
    void a_token_is_a_jwt_with_adobes_claims() throws Exception {
        var credentials = adobe.registered(statement());
        var parts = adobe.tokenFor(credentials).split("\\.", -1);
        assertThat(parts).hasSize(3);
        var claims = AdobeCaller.JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        long now = clock.instant().getEpochSecond();
        assertThat(claims.path("sub").asText()).isEqualTo(credentials.clientId());
        assertThat(claims.path("iss").asText()).isEqualTo("auth.adobe.com");
        assertThat(claims.path("scopes").asText()).isEqualTo("api:client:v2");
        assertThat(claims.path("nbf").asLong()).isEqualTo(now);
        assertThat(claims.path("iat").asLong()).isEqualTo(now);
        assertThat(claims.path("exp").asLong()).isEqualTo(now + 21_600);
    }

    @Test
    void a_token_may_not_be_cached() {
        assertThat(adobe.token(adobe.registered(statement())).raw().headers().firstValue("Cache-Control"))
                .hasValue("no-store");
    }

    @Test
    void every_call_gets_another_token_and_the_earlier_one_stays_valid() {
        var credentials = adobe.registered(statement());
        var first = adobe.tokenFor(credentials);
        var second = adobe.tokenFor(credentials);
        assertThat(first).isNotEqualTo(second);
        assertThat(adobe.configuration("REF30", first).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "client_id=ID&client_secret=SECRET",
                "client_id=ID&grant_type=client_credentials",
                "client_secret=SECRET&grant_type=client_credentials",
                "client_id=&client_secret=SECRET&grant_type=client_credentials",
                "client_id=ID&client_secret=SECRET&grant_type=",
                GOOD + "&client_id=ID",
                GOOD + "&client_secret=SECRET",
                GOOD + "&grant_type=client_credentials",
                "client_id=ID&client_secret=%zz&grant_type=client_credentials",
                "{\"client_id\":\"ID\",\"client_secret\":\"SECRET\",\"grant_type\":\"client_credentials\"}"
            })
    void a_missing_repeated_or_malformed_parameter_is_an_invalid_request(String form) {
        expectRefusal(adobe.tokenForm(filled(form)), "invalid_request");
    }

    @Test
    void an_unknown_parameter_is_ignored_and_refused_where_strict() {
        var form = filled(GOOD) + "&scope=api:client:v2&scope=again";
        assertThat(adobe.tokenForm(form).status()).isEqualTo(201);
        assertThat(adobe.send(adobe.post("/o/client/token?_=1", FORM, form)).status())
                .isEqualTo(201);
        sandbox.setFaults(STRICT);
        expectRefusal(adobe.tokenForm(form), "invalid_request");
        expectRefusal(adobe.send(adobe.post("/o/client/token?_=1", FORM, filled(GOOD))), "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM, "application/json", "text/plain"})
    void credentials_in_the_query_alone_are_accepted_and_refused_where_strict(String contentType) {
        var path = "/o/client/token?" + filled(GOOD);
        assertThat(adobe.send(adobe.post(path, contentType, "")).status()).isEqualTo(201);
        assertThat(adobe.post(path).status()).isEqualTo(201);
        assertThat(lastRequest().path()).isEqualTo("/o/client/token");
        sandbox.setFaults(STRICT);
        expectRefusal(adobe.send(adobe.post(path, contentType, "")), "invalid_request");
    }

    @Test
    void credentials_in_the_query_and_in_the_body_are_an_invalid_request() {
        var divided = adobe.post("/o/client/token?client_id=ID", FORM, filled(GOOD));
        expectRefusal(adobe.send(divided), "invalid_request");
        var twice = adobe.post("/o/client/token?" + filled(GOOD), FORM, filled(GOOD));
        expectRefusal(adobe.send(twice), "invalid_request");
    }

    @Test
    void credentials_in_the_authorization_header_are_an_invalid_request() {
        var twice = adobe.post("/o/client/token", FORM, filled(GOOD)).header("Authorization", "Basic SUQ6U0VDUkVU");
        expectRefusal(adobe.send(twice), "invalid_request");
        var once = adobe.post("/o/client/token", FORM, "grant_type=client_credentials")
                .header("Authorization", "Basic SUQ6U0VDUkVU");
        expectRefusal(adobe.send(once), "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain",
                "multipart/form-data",
                "application/x-www-form-urlencoded;charset=utf-16"
            })
    void another_media_type_is_an_invalid_request(String contentType) {
        expectRefusal(adobe.send(adobe.post("/o/client/token", contentType, filled(GOOD))), "invalid_request");
    }

    @Test
    void a_missing_media_type_is_an_invalid_request() {
        var request = adobe.request("/o/client/token").POST(BodyPublishers.ofString(filled(GOOD)));
        expectRefusal(adobe.send(request), "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void another_method_is_an_invalid_request(String method) {
        var request = adobe.request("/o/client/token").method(method, BodyPublishers.noBody());
        expectRefusal(adobe.send(request), "invalid_request");
    }

    @Test
    void a_body_that_is_too_large_is_an_invalid_request() {
        expectRefusal(adobe.tokenForm(filled(GOOD) + "x".repeat(1_000_000)), "invalid_request");
    }

    @Test
    void an_unknown_client_and_a_wrong_secret_are_the_same_invalid_client() {
        var unknown = adobe.token(new AdobeCaller.Credentials("00000000-0000-4000-8000-000000000000", "secret"));
        expectRefusal(unknown, "invalid_client");
        var known = adobe.registered(statement());
        var wrong = adobe.token(new AdobeCaller.Credentials(known.clientId(), known.clientSecret() + "x"));
        expectRefusal(wrong, "invalid_client");
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void a_client_of_a_revoked_statement_is_an_invalid_client_until_reinstated() {
        var credentials = adobe.registered(statement());
        sandbox.revoke(application.id());
        expectRefusal(adobe.token(credentials), "invalid_client");
        sandbox.reinstate(application.id());
        assertThat(adobe.token(credentials).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization_code", "refresh_token", "password", "nonsense", "CLIENT_CREDENTIALS"})
    void another_grant_is_an_unsupported_grant_type(String grant) {
        expectRefusal(adobe.tokenForm(filled(GOOD).replace("client_credentials", grant)), "unsupported_grant_type");
    }

    @Test
    void a_client_whose_application_may_not_use_the_grant_is_an_unauthorized_client() {
        application = sandbox.createApplication(
                new NewApplication("No grant", null, null, null, null, null, null, null, List.of(), null));
        expectRefusal(adobe.token(adobe.registered(statement())), "unauthorized_client");
    }

    @Test
    void new_tokens_expire_after_the_lifetime_that_is_set() {
        sandbox.setFaults("{\"token_ttl_seconds\":60}");
        var credentials = adobe.registered(statement());
        var reply = adobe.token(credentials);
        assertThat(reply.json().path("expires_in").asLong()).isEqualTo(60);
        var token = reply.json().path("access_token").asText();

        clock.advance(Duration.ofMillis(59_999));
        assertThat(adobe.configuration("REF30", token).status()).isEqualTo(200);
        clock.advance(Duration.ofMillis(1));
        assertThat(adobe.configuration("REF30", token).status()).isEqualTo(401);
    }

    private String filled(String form) {
        var credentials = adobe.registered(statement());
        return form.replace("ID", credentials.clientId()).replace("SECRET", credentials.clientSecret());
    }

    private void expectRefusal(AdobeCaller.Reply reply, String error) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.contentType()).isEqualToIgnoringCase("application/json;charset=utf-8");
        assertThat(reply.body()).isEqualTo("{\"error\":\"" + error + "\"}");
        assertThat(lastRequest().error()).isEqualTo(error);
    }
}
