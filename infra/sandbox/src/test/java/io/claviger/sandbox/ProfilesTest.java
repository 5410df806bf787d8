package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Profiles: three ways to read one, and what ends it. */
class ProfilesTest extends SandboxTestBase {
    private StreamingApp tv = new StreamingApp(adobe, statement(), "unused");

    @BeforeEach
    void startTheTv() {
        adobe.send(adobe.request("/dashboard/profiles").DELETE());
        tv = new StreamingApp(adobe, statement(), "tv-1");
    }

    @Test
    void a_profile_is_read_in_three_ways_with_adobes_members() {
        var code = tv.signIn("Ada");
        var all = tv.get("profiles").json();
        assertThat(tv.get("profiles/SandboxTV").json()).isEqualTo(all);
        assertThat(tv.getWithoutDevice("profiles/code/" + code).json()).isEqualTo(all);
        var profile = all.at("/profiles/SandboxTV");
        long now = clock.instant().toEpochMilli();
        assertThat(profile.path("notBefore").longValue()).isEqualTo(now);
        assertThat(profile.path("notAfter").longValue())
                .isEqualTo(now + Duration.ofDays(30).toMillis());
        assertThat(profile.path("issuer").asText()).isEqualTo("SandboxTV");
        assertThat(profile.path("type").asText()).isEqualTo("regular");
        assertThat(profile.at("/attributes/userID/value").asText()).isNotEmpty();
        assertThat(profile.at("/attributes/userID/state").asText()).isEqualTo("plain");
    }

    @Test
    void the_same_viewer_has_the_same_user_id_on_every_device() {
        tv.signIn("Ada");
        var other = new StreamingApp(adobe, statement(), "tv-2");
        other.signIn("Ada");
        var path = "/profiles/SandboxTV/attributes/userID/value";
        assertThat(other.get("profiles").json().at(path))
                .isEqualTo(tv.get("profiles").json().at(path));
        var third = new StreamingApp(adobe, statement(), "tv-3");
        third.signIn("Grace");
        assertThat(third.get("profiles").json().at(path))
                .isNotEqualTo(tv.get("profiles").json().at(path));
    }

    @Test
    void without_a_sign_in_profiles_are_empty() {
        assertThat(tv.get("profiles").body()).isEqualTo("{\"profiles\":{}}");
        assertThat(tv.get("profiles/SandboxTV").body()).isEqualTo("{\"profiles\":{}}");
    }

    @Test
    void profiles_need_a_device_identifier_and_a_known_provider() {
        assertThat(tv.getWithoutDevice("profiles").json().path("code").asText())
                .isEqualTo("invalid_header_device_identifier");
        assertThat(tv.get("profiles/NoSuchTV").json().path("code").asText()).isEqualTo("invalid_parameter_mvpd");
    }

    @Test
    void a_new_token_of_the_same_client_keeps_the_viewer_signed_in() {
        tv.signIn("Ada");
        clock.advance(Duration.ofHours(7));
        assertThat(tv.get("profiles").status()).isEqualTo(401);
        assertThat(tv.renewToken().status()).isEqualTo(201);
        assertThat(tv.get("profiles").json().path("profiles")).hasSize(1);
    }

    @Test
    void registering_anew_signs_the_viewer_out() {
        tv.signIn("Ada");
        var former = tv.credentials();
        tv.registerAnew(statement());
        assertThat(tv.get("profiles").body()).isEqualTo("{\"profiles\":{}}");
        expectState(former.clientId(), "client_replaced");
    }

    @Test
    void a_new_statement_signs_the_viewer_out() {
        tv.signIn("Ada");
        var former = tv.credentials();
        application = sandbox.createApplication("News for TV, second statement");
        tv.registerAnew(statement());
        assertThat(tv.get("profiles").body()).isEqualTo("{\"profiles\":{}}");
        expectState(former.clientId(), "client_replaced");
    }

    @Test
    void a_revoked_statement_signs_the_viewer_out_even_if_it_is_reinstated() {
        tv.signIn("Ada");
        sandbox.revoke(application.id());
        assertThat(tv.get("profiles").json().path("code").asText())
                .isEqualTo("invalid_access_token_client_application");
        sandbox.reinstate(application.id());
        assertThat(tv.get("profiles").body()).isEqualTo("{\"profiles\":{}}");
        assertThat(tv.play("REF30").at("/error/code").asText()).isEqualTo("authenticated_profile_invalidated");
        expectState(tv.credentials().clientId(), "statement_revoked");
    }

    @Test
    void a_profile_expires() {
        sandbox.setFaults("{\"profile_ttl_seconds\":60}");
        tv.signIn("Ada");
        clock.advance(Duration.ofMillis(59_999));
        assertThat(tv.get("profiles").json().path("profiles")).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(tv.get("profiles").body()).isEqualTo("{\"profiles\":{}}");
        assertThat(tv.createSession(StreamingApp.WHOLE)
                        .json()
                        .path("actionName")
                        .asText())
                .isEqualTo("authenticate");
        expectState(tv.credentials().clientId(), "expired");
    }

    @Test
    void the_dashboard_lists_viewers_and_signs_everybody_out() {
        tv.signIn("Ada");
        var listed = adobe.get("/dashboard/profiles").json();
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/viewer").asText()).isEqualTo("Ada");
        assertThat(listed.at("/0/device_identifier").asText()).isEqualTo(tv.device());
        assertThat(listed.at("/0/mvpd").asText()).isEqualTo("SandboxTV");
        expectState(tv.credentials().clientId(), "signed_in");
        assertThat(adobe.send(adobe.request("/dashboard/profiles").DELETE()).status())
                .isEqualTo(204);
        assertThat(tv.get("profiles").body()).isEqualTo("{\"profiles\":{}}");
    }

    private void expectState(String clientId, String state) {
        assertThat(adobe.get("/dashboard/profiles").json()).anySatisfy(profile -> {
            assertThat(profile.path("client_id").asText()).isEqualTo(clientId);
            assertThat(profile.path("state").asText()).isEqualTo(state);
        });
    }
}
