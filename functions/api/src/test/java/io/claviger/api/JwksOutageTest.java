package io.claviger.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.runtime.Priming;
import java.util.Map;
import java.util.Optional;
import org.crac.Core;
import org.junit.jupiter.api.Test;

/** The API while the identity provider's JWKS cannot be fetched, and how priming avoids that. */
class JwksOutageTest {
    private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();

    @Test
    void priming_fetches_the_keys_of_the_identity_provider_before_the_snapshot() {
        FakeIdentityProvider provider = new FakeIdentityProvider();
        Api primed = new Api(provider.identities(), Map.of(), _ -> {}, Optional::empty);
        Priming.beforeSnapshot(primed::prime).beforeCheckpoint(Core.getGlobalContext());
        assertThat(provider.fetches()).isEqualTo(1);
    }

    @Test
    void while_no_key_is_known_a_token_is_answered_with_503_and_not_with_401() {
        FakeIdentityProvider provider = new FakeIdentityProvider();
        provider.goDown(true);
        Api cold = new Api(provider.identities(), Map.of(), _ -> {}, Optional::empty);
        APIGatewayV2HTTPResponse answer =
                register().bearing(PROVIDER.operator()).sendTo(cold);
        assertThat(answer.getStatusCode()).isEqualTo(503);
        assertThat(answer.getHeaders()).containsEntry("Retry-After", "5");
        assertThat(ApiCall.body(answer).path("code").asText()).isEqualTo("identity_provider_unavailable");
        assertThat(register().sendTo(cold).getStatusCode()).isEqualTo(401);
        assertThat(register().bearing("a.b.c").sendTo(cold).getStatusCode()).isEqualTo(401);
    }

    @Test
    void known_keys_go_on_working_while_the_identity_provider_is_down() {
        FakeIdentityProvider provider = new FakeIdentityProvider();
        Api warm = new Api(
                provider.identities(), Map.of(Endpoint.REGISTER, _ -> Answer.accepted()), _ -> {}, Optional::empty);
        warm.prime();
        provider.goDown(true);
        assertThat(register().bearing(PROVIDER.operator()).sendTo(warm).getStatusCode())
                .isEqualTo(202);
        assertThat(register()
                        .bearing(FakeIdentityProvider.signed(
                                "RS256", "unknown", PROVIDER.rsa().getPrivateKey(), _ -> {}))
                        .sendTo(warm)
                        .getStatusCode())
                .isEqualTo(401);
    }

    private static ApiCall register() {
        return ApiCall.to(Endpoint.REGISTER).application("tv").instance("living-room");
    }
}
