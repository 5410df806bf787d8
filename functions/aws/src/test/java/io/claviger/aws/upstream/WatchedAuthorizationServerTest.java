package io.claviger.aws.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.testing.TestData;
import io.claviger.aws.upstream.UpstreamCall.Kind;
import io.claviger.aws.upstream.UpstreamCall.Outcome;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WatchedAuthorizationServerTest {
    private static final Duration TOOK = Duration.ofMillis(250);
    private static final RegistrationAnswer REFUSED = new RegistrationAnswer.RedirectUriRefused();
    private static final TokenAnswer THROTTLED = new TokenAnswer.Failed(new Failure.Throttled(Duration.ofSeconds(1)));
    private static final ProtectedApiAnswer ACCEPTED = new ProtectedApiAnswer.Accepted();

    private final List<UpstreamCall> calls = new ArrayList<>();
    private final FakeClock clock = new FakeClock();
    private final Instant begun = clock.instant();
    private final AuthorizationServer watched = new WatchedAuthorizationServer(
            new SlowServer(), List.of(calls::add), clock, () -> clock.instant().toEpochMilli() * 1_000_000);

    @Test
    void answers_are_returned_unchanged() {
        assertThat(register()).isSameAs(REFUSED);
        assertThat(requestToken()).isSameAs(THROTTLED);
        assertThat(callProtectedApi()).isSameAs(ACCEPTED);
    }

    @Test
    void watchers_get_each_calls_endpoint_start_duration_and_outcome() {
        register();
        requestToken();
        callProtectedApi();
        assertThat(calls)
                .containsExactly(
                        new UpstreamCall("register", begun, TOOK, new Outcome("redirect_uri_refused", Kind.REFUSED)),
                        new UpstreamCall("token", begun.plus(TOOK), TOOK, new Outcome("throttled", Kind.THROTTLED)),
                        new UpstreamCall(
                                "api", begun.plus(TOOK).plus(TOOK), TOOK, new Outcome("accepted", Kind.GRANTED)));
    }

    @Test
    void a_call_without_an_intelligible_answer_has_failed() {
        assertThat(Outcome.of(new Failure.Unavailable("timeout"))).isEqualTo(new Outcome("unavailable", Kind.FAILED));
        assertThat(Outcome.of(new Failure.Unintelligible("not_json")))
                .isEqualTo(new Outcome("unintelligible", Kind.FAILED));
    }

    private RegistrationAnswer register() {
        return watched.register(TestData.STATEMENT, Optional.empty(), Device.NONE);
    }

    private TokenAnswer requestToken() {
        return watched.requestToken(TestData.registration("c").credentials(), Device.NONE);
    }

    private ProtectedApiAnswer callProtectedApi() {
        return watched.callProtectedApi(new AccessToken("t"), new ServiceProvider("ACME"), Device.NONE);
    }

    private final class SlowServer implements AuthorizationServer {
        @Override
        public RegistrationAnswer register(
                SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
            clock.advance(TOOK);
            return REFUSED;
        }

        @Override
        public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
            clock.advance(TOOK);
            return THROTTLED;
        }

        @Override
        public ProtectedApiAnswer callProtectedApi(AccessToken token, ServiceProvider serviceProvider, Device device) {
            clock.advance(TOOK);
            return ACCEPTED;
        }
    }
}
