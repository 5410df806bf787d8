package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.sandbox.AdobeCaller.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An evening in front of the TV: what ends a viewer's stream, and what does not. */
class ViewersEveningTest extends SandboxTestBase {
    private static final int TOKEN_SECONDS = 60;

    @Test
    void a_viewer_plays_through_renewals_and_an_outage_until_the_client_is_replaced() {
        sandbox.setFaults("{\"token_ttl_seconds\":60}");
        var tv = new StreamingApp(adobe, statement(), "tv-1");

        // The TV shows a code, and the phone completes the sign-in while the TV polls.
        var code = tv.createSession("").json().path("code").asText();
        assertThat(tv.getWithoutDevice("profiles/code/" + code).body()).isEqualTo("{\"profiles\":{}}");
        var phone = new StreamingApp(adobe, statement(), "phone");
        phone.resumeSession(code, StreamingApp.WHOLE);
        phone.answer(code, "Ada", "sign-in");
        assertThat(tv.getWithoutDevice("profiles/code/" + code).json().path("profiles"))
                .hasSize(1);
        assertThat(tv.decide("preauthorize/SandboxTV", List.of("news", "sports"))
                        .json()
                        .path("decisions"))
                .allMatch(decision -> decision.path("authorized").booleanValue());
        expectPlaying(tv);

        // Three hours of tokens that live a minute. Each is refused when it expires, and its successor plays.
        for (int minute = 0; minute < 180; minute++) {
            clock.advance(Duration.ofSeconds(TOKEN_SECONDS));
            assertThat(tv.get("profiles").status()).isEqualTo(401);
            assertThat(tv.renewToken().status()).isEqualTo(201);
            expectPlaying(tv);
        }

        // An outage is no reason to sign anybody out.
        sandbox.setFaults("{\"status\":503,\"token_ttl_seconds\":60}");
        clock.advance(Duration.ofMinutes(5));
        assertThat(tv.renewToken().status()).isEqualTo(503);
        assertThat(tv.get("profiles").status()).isEqualTo(503);
        sandbox.setFaults("{\"token_ttl_seconds\":60}");
        assertThat(tv.renewToken().status()).isEqualTo(201);
        expectPlaying(tv);

        // An app that registers anew after the outage loses the viewer, who must sign in again.
        tv.registerAnew(statement());
        assertThat(tv.play("news").at("/error/code").asText()).isEqualTo("authenticated_profile_missing");
        tv.signIn("Ada");
        expectPlaying(tv);

        // A revocation ends everything, and a new statement brings a new client and another sign-in.
        sandbox.revoke(application.id());
        expectRevoked(tv.get("profiles"));
        assertThat(tv.renewToken().error()).isEqualTo("invalid_client");
        application = sandbox.createApplication("News for TV RESTV2, second statement");
        tv.registerAnew(statement());
        assertThat(tv.get("profiles").body()).isEqualTo("{\"profiles\":{}}");
        tv.signIn("Ada");
        expectPlaying(tv);

        // Good night.
        tv.get("logout/SandboxTV?redirectUrl=https%3A%2F%2Fexample.com");
        assertThat(tv.get("profiles").body()).isEqualTo("{\"profiles\":{}}");
    }

    private static void expectPlaying(StreamingApp tv) {
        assertThat(tv.play("news").path("authorized").booleanValue()).isTrue();
        assertThat(tv.play("news").at("/token/serializedToken").asText()).isNotEmpty();
    }

    private static void expectRevoked(Reply reply) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().path("code").asText()).isEqualTo("invalid_access_token_client_application");
    }
}
