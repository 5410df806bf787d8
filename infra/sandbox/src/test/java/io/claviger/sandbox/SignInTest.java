package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication sessions, and the TV provider's page. */
class SignInTest extends SandboxTestBase {
    private StreamingApp tv = new StreamingApp(adobe, statement(), "unused");

    @BeforeEach
    void startTheTv() {
        tv = new StreamingApp(adobe, statement(), "tv-1");
    }

    @Test
    void a_session_with_all_parameters_says_authenticate_in_adobes_members() {
        var session = tv.createSession(StreamingApp.WHOLE).json();
        assertThat(session.propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "actionName",
                        "actionType",
                        "reasonType",
                        "url",
                        "code",
                        "sessionId",
                        "mvpd",
                        "serviceProvider",
                        "notBefore",
                        "notAfter");
        assertThat(session.path("actionName").asText()).isEqualTo("authenticate");
        assertThat(session.path("actionType").asText()).isEqualTo("interactive");
        assertThat(session.path("url").asText())
                .isEqualTo("/api/v2/authenticate/REF30/" + session.path("code").asText());
        long now = clock.instant().toEpochMilli();
        assertThat(session.path("notBefore").textValue()).isEqualTo(String.valueOf(now));
        assertThat(session.path("notAfter").textValue()).isEqualTo(String.valueOf(now + 1_800_000));
    }

    @Test
    void a_second_screen_resumes_a_session_by_its_code() {
        var begun = tv.createSession("").json();
        var code = begun.path("code").asText();
        assertThat(begun.path("actionName").asText()).isEqualTo("resume");
        assertThat(begun.path("missingParameters").toString()).isEqualTo("[\"mvpd\",\"domainName\",\"redirectUrl\"]");
        var phone = new StreamingApp(adobe, statement(), "phone");
        var more = phone.resumeSession(code, "domainName=example.com").json();
        assertThat(more.path("missingParameters").toString()).isEqualTo("[\"mvpd\",\"redirectUrl\"]");
        var known = phone.getWithoutDevice("sessions/" + code).json();
        assertThat(known.at("/existingParameters/domainName").asText()).isEqualTo("example.com");
        assertThat(known.at("/existingParameters/serviceProvider").asText()).isEqualTo("REF30");
        assertThat(known.path("missingParameters").toString()).isEqualTo("[\"mvpd\",\"redirectUrl\"]");
        assertThat(known.path("notAfter").isTextual()).isTrue();
        var whole = phone.resumeSession(code, StreamingApp.WHOLE).json();
        assertThat(whole.path("actionName").asText()).isEqualTo("authenticate");
        phone.answer(code, "Ada", "sign-in");
        assertThat(tv.getWithoutDevice("profiles/code/" + code)
                        .json()
                        .at("/profiles/SandboxTV/issuer")
                        .asText())
                .isEqualTo("SandboxTV");
        assertThat(tv.get("profiles/SandboxTV").json().path("profiles")).hasSize(1);
        assertThat(phone.get("profiles/SandboxTV").json().path("profiles")).isEmpty();
    }

    @Test
    void a_signed_in_device_gets_authorize_and_no_code() {
        tv.signIn("Ada");
        var session = tv.createSession(StreamingApp.WHOLE).json();
        assertThat(session.path("actionName").asText()).isEqualTo("authorize");
        assertThat(session.path("actionType").asText()).isEqualTo("direct");
        assertThat(session.path("reasonType").asText()).isEqualTo("authenticated");
        assertThat(session.path("url").asText()).isEqualTo("/api/v2/REF30/decisions/authorize/SandboxTV");
        assertThat(session.has("code")).isFalse();
    }

    @Test
    void the_viewers_browser_signs_in_without_a_token_and_returns_to_the_app() {
        var code = tv.createSession(StreamingApp.WHOLE).json().path("code").asText();
        var sentOn = adobe.get("/api/v2/authenticate/REF30/" + code);
        assertThat(sentOn.status()).isEqualTo(302);
        assertThat(sentOn.raw().headers().firstValue("Location").orElse(""))
                .isEqualTo(sandbox.baseUri() + "/tv-provider/SandboxTV?code=" + code);
        var back = tv.answer(code, "Ada", "sign-in");
        assertThat(back.status()).isEqualTo(303);
        assertThat(back.raw().headers().firstValue("Location")).hasValue("https://example.com/done");
    }

    @Test
    void a_redirect_to_a_custom_scheme_of_the_dashboard_opens_the_app() {
        var session = tv.createSession("mvpd=SandboxTV&domainName=example.com&redirectUrl=adbe.dGVzdA%3A%2F%2F");
        var back = tv.answer(session.json().path("code").asText(), "Ada", "sign-in");
        assertThat(back.raw().headers().firstValue("Location")).hasValue("adbe.dGVzdA://");
    }

    @Test
    void a_viewer_who_refuses_returns_to_the_app_without_a_profile() {
        var code = tv.createSession(StreamingApp.WHOLE).json().path("code").asText();
        assertThat(tv.answer(code, "Ada", "refuse").status()).isEqualTo(303);
        assertThat(tv.getWithoutDevice("profiles/code/" + code).body()).isEqualTo("{\"profiles\":{}}");
    }

    @Test
    void a_code_lives_for_thirty_minutes() {
        var code = tv.createSession(StreamingApp.WHOLE).json().path("code").asText();
        clock.advance(Duration.ofMillis(1_799_999));
        assertThat(adobe.get("/api/v2/authenticate/REF30/" + code).status()).isEqualTo(302);
        clock.advance(Duration.ofMillis(1));
        var late = adobe.get("/api/v2/authenticate/REF30/" + code);
        assertThat(late.status()).isEqualTo(400);
        assertThat(late.contentType()).isEqualTo("text/html");
        assertThat(adobe.get("/tv-provider/SandboxTV?code=" + code).status()).isEqualTo(400);
        for (var resource : new String[] {"sessions/", "profiles/code/"}) {
            assertThat(tv.getWithoutDevice(resource + code).json().path("code").asText())
                    .isEqualTo("invalid_authentication_session");
        }
        assertThat(tv.resumeSession(code, "").json().path("code").asText()).isEqualTo("invalid_authentication_session");
    }

    @Test
    void a_session_needs_a_device_identifier() {
        var token = adobe.tokenFor(tv.credentials());
        var request = adobe.post("/api/v2/REF30/sessions", "application/x-www-form-urlencoded", StreamingApp.WHOLE)
                .header("Authorization", "Bearer " + token);
        var reply = adobe.send(request);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("code").asText()).isEqualTo("invalid_header_device_identifier");
        assertThat(adobe.send(request.header("AP-Device-Identifier", "any text"))
                        .status())
                .isEqualTo(200);
        sandbox.setFaults("{\"require_device_headers\":true}");
        var info = request.header("X-Device-Info", DeviceInfoSamples.WELL_FORMED);
        assertThat(adobe.send(info).json().path("code").asText()).isEqualTo("invalid_header_device_identifier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mvpd=NoSuchTV", "mvpd=SandboxTV&mvpd=TempPass"})
    void an_unknown_or_repeated_provider_is_an_invalid_parameter(String form) {
        var reply = tv.createSession(form);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("code").asText()).isEqualTo("invalid_parameter_mvpd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "no url", "//example.com", "https:"})
    void a_redirect_that_is_no_url_or_runs_a_script_is_refused(String url) {
        var reply = tv.createSession("mvpd=SandboxTV&" + AdobeCaller.form(Map.of("redirectUrl", url)));
        assertThat(reply.json().path("code").asText()).isEqualTo("invalid_parameter_redirect_url");
    }

    @Test
    void an_unknown_parameter_of_a_session_is_ignored_and_refused_where_strict() {
        assertThat(tv.createSession(StreamingApp.WHOLE + "&utm=1").status()).isEqualTo(200);
        sandbox.setFaults(STRICT);
        assertThat(tv.createSession(StreamingApp.WHOLE + "&utm=1").status()).isEqualTo(400);
    }

    @Test
    void a_revoked_app_signs_no_viewer_in() {
        var code = tv.createSession(StreamingApp.WHOLE).json().path("code").asText();
        sandbox.revoke(application.id());
        var form = AdobeCaller.form(Map.of("code", code, "name", "Ada", "answer", "sign-in"));
        var reply = adobe.send(adobe.post("/tv-provider/SandboxTV", "application/x-www-form-urlencoded", form));
        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void partner_single_sign_on_is_not_found() {
        assertThat(tv.createSession("").status()).isEqualTo(200);
        var sso = tv.resumeSession("sso/Apple", "domainName=example.com");
        assertThat(sso.status()).isEqualTo(404);
        assertThat(sso.json().path("message").asText()).contains("single sign-on");
    }
}
