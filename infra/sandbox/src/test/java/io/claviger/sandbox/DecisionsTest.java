package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions, temporary access, and the logout. */
class DecisionsTest extends SandboxTestBase {
    private StreamingApp tv = new StreamingApp(adobe, statement(), "unused");

    @BeforeEach
    void startTheTv() {
        adobe.send(adobe.request("/dashboard/profiles").DELETE());
        tv = new StreamingApp(adobe, statement(), "tv-1");
    }

    @Test
    void a_permit_has_adobes_members_and_a_short_lived_media_token() {
        tv.signIn("Ada");
        var decision = tv.play("REF30 & more");
        assertThat(decision.propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "resource",
                        "serviceProvider",
                        "mvpd",
                        "source",
                        "authorized",
                        "token",
                        "notBefore",
                        "notAfter");
        assertThat(decision.path("authorized").booleanValue()).isTrue();
        assertThat(decision.path("source").asText()).isEqualTo("mvpd");
        long now = clock.instant().toEpochMilli();
        assertThat(decision.at("/token/notBefore").longValue()).isEqualTo(now);
        assertThat(decision.at("/token/notAfter").longValue()).isEqualTo(now + 420_000);
        var token = new String(
                Base64.getDecoder().decode(decision.at("/token/serializedToken").asText()), StandardCharsets.UTF_8);
        assertThat(token).contains("<resourceID>REF30 &amp; more</resourceID>", "<requestorID>REF30</requestorID>");
    }

    @Test
    void a_preauthorization_decides_up_to_five_resources_without_a_token() {
        tv.signIn("Ada");
        sandbox.setFaults("{\"denied_resources\":[\"premium\"]}");
        var decisions = tv.decide("preauthorize/SandboxTV", List.of("news", "premium"))
                .json()
                .path("decisions");
        assertThat(decisions.at("/0/authorized").booleanValue()).isTrue();
        assertThat(decisions.at("/0").has("token")).isFalse();
        assertThat(decisions.at("/1/authorized").booleanValue()).isFalse();
        assertThat(decisions.at("/1/error/code").asText()).isEqualTo("preauthorization_denied_by_mvpd");
        assertThat(tv.decide("preauthorize/SandboxTV", Collections.nCopies(5, "news"))
                        .status())
                .isEqualTo(200);
        expectError(tv.decide("preauthorize/SandboxTV", Collections.nCopies(6, "news")), 403, "too_many_resources");
        expectError(tv.decide("authorize/SandboxTV", List.of("a", "b")), 403, "too_many_resources");
    }

    @Test
    void a_denied_resource_is_200_with_the_error_in_its_decision() {
        tv.signIn("Ada");
        sandbox.setFaults("{\"denied_resources\":[\"premium\"]}");
        var reply = tv.decide("authorize/SandboxTV", List.of("premium"));
        assertThat(reply.status()).isEqualTo(200);
        var error = reply.json().at("/decisions/0/error");
        assertThat(error.propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("action", "status", "code", "message", "details", "helpUrl", "trace");
        assertThat(error.path("code").asText()).isEqualTo("authorization_denied_by_mvpd");
        assertThat(error.path("status").intValue()).isEqualTo(403);
        assertThat(lastRequest().error()).isEqualTo("authorization_denied_by_mvpd");
    }

    @Test
    void a_viewer_who_is_not_signed_in_gets_adobes_code_for_the_reason() {
        assertThat(tv.play("REF30").at("/error/code").asText()).isEqualTo("authenticated_profile_missing");
        assertThat(tv.play("REF30").at("/error/action").asText()).isEqualTo("authentication");
        sandbox.setFaults("{\"profile_ttl_seconds\":1}");
        tv.signIn("Ada");
        clock.advance(Duration.ofSeconds(1));
        assertThat(tv.play("REF30").at("/error/code").asText()).isEqualTo("authenticated_profile_expired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[]", "{\"resources\":[]}", "{\"resources\":\"REF30\"}", "{\"resources\":[1]}", "{"})
    void missing_or_malformed_resources_are_an_invalid_parameter(String body) {
        var request = adobe.post("/api/v2/REF30/decisions/authorize/SandboxTV", "application/json", body)
                .header("Authorization", "Bearer " + adobe.tokenFor(tv.credentials()))
                .header("AP-Device-Identifier", tv.device());
        expectError(adobe.send(request), 400, "invalid_parameter_resources");
    }

    @Test
    void temporary_access_needs_no_sign_in_and_ends_once_for_each_device() {
        var session = tv.createSession("mvpd=TempPass").json();
        assertThat(session.path("actionName").asText()).isEqualTo("authorize");
        assertThat(session.path("reasonType").asText()).isEqualTo("temporary");
        var profile = tv.get("profiles/TempPass").json().at("/profiles/TempPass");
        assertThat(profile.path("type").asText()).isEqualTo("temporary");
        assertThat(profile.path("issuer").asText()).isEqualTo("Adobe");
        assertThat(tv.get("profiles").body()).isEqualTo("{\"profiles\":{}}");
        var permit = tv.decide("authorize/TempPass", List.of("REF30")).json().at("/decisions/0");
        assertThat(permit.path("source").asText()).isEqualTo("temppass");
        assertThat(permit.path("authorized").booleanValue()).isTrue();
        clock.advance(Duration.ofMinutes(10));
        var refusal = tv.decide("authorize/TempPass", List.of("REF30")).json().at("/decisions/0/error");
        assertThat(refusal.path("code").asText()).isEqualTo("temporary_access_duration_limit_exceeded");
        tv.registerAnew(statement());
        expectError(tv.get("profiles/TempPass"), 403, "temporary_access_duration_limit_exceeded");
        var other = new StreamingApp(adobe, statement(), "tv-2");
        assertThat(other.get("profiles/TempPass").status()).isEqualTo(200);
    }

    @Test
    void a_logout_ends_the_profile_and_names_the_providers_page() {
        tv.signIn("Ada");
        var logout = tv.get("logout/SandboxTV?redirectUrl=https%3A%2F%2Fexample.com%2Fbye")
                .json()
                .at("/logouts/SandboxTV");
        assertThat(logout.path("actionName").asText()).isEqualTo("logout");
        assertThat(logout.path("actionType").asText()).isEqualTo("interactive");
        var page = logout.path("url").asText();
        assertThat(page).startsWith(sandbox.baseUri() + "/tv-provider/SandboxTV/logout?");
        var back = adobe.get(page.substring(sandbox.baseUri().toString().length()));
        assertThat(back.raw().headers().firstValue("Location")).hasValue("https://example.com/bye");
        assertThat(tv.get("profiles").body()).isEqualTo("{\"profiles\":{}}");
        assertThat(tv.play("REF30").at("/error/code").asText()).isEqualTo("authenticated_profile_missing");
    }

    @Test
    void a_logout_of_nobody_is_invalid_and_of_temporary_access_complete() {
        var query = "?redirectUrl=https%3A%2F%2Fexample.com";
        assertThat(tv.get("logout/SandboxTV" + query)
                        .json()
                        .at("/logouts/SandboxTV/actionName")
                        .asText())
                .isEqualTo("invalid");
        assertThat(tv.get("logout/TempPass" + query)
                        .json()
                        .at("/logouts/TempPass/actionName")
                        .asText())
                .isEqualTo("complete");
        expectError(tv.get("logout/SandboxTV"), 400, "invalid_parameter_redirect_url");
        assertThat(adobe.get("/tv-provider/SandboxTV/logout?redirectUrl=javascript%3Aalert(1)")
                        .status())
                .isEqualTo(400);
    }

    private static void expectError(AdobeCaller.Reply reply, int status, String code) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("code").asText()).isEqualTo(code);
        assertThat(reply.json().path("status").intValue()).isEqualTo(status);
    }
}
