package io.claviger.aws.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.aws.json.Json;
import io.claviger.aws.testing.FakeClock;
import io.claviger.aws.testing.Samples;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MeteredAuthorizationServerTest {
    private static final RegistrationAnswer REFUSED = new RegistrationAnswer.RedirectUriRefused();
    private static final TokenAnswer THROTTLED = new TokenAnswer.Failed(new Failure.Throttled(Duration.ofSeconds(1)));
    private static final ProtectedApiAnswer ACCEPTED = new ProtectedApiAnswer.Accepted();

    private final List<String> output = new ArrayList<>();
    private final FakeClock clock = new FakeClock();
    private final AuthorizationServer metered = new MeteredAuthorizationServer(
            new SlowServer(),
            new MetricLines("dev", "worker", clock, output::add),
            () -> clock.instant().toEpochMilli() * 1_000_000);

    @Test
    void the_answers_are_handed_on_as_they_are() {
        assertThat(register()).isSameAs(REFUSED);
        assertThat(requestToken()).isSameAs(THROTTLED);
        assertThat(show()).isSameAs(ACCEPTED);
    }

    @Test
    void each_call_is_a_line_with_its_endpoint_duration_and_outcome() {
        register();
        assertLine("register", 250, "redirect_uri_refused");
        requestToken();
        assertLine("token", 250, "throttled");
        show();
        assertLine("api", 250, "accepted");
        assertThat(output)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).doesNotContain("signature").doesNotContain("the secret of"));
    }

    private void assertLine(String endpoint, long milliseconds, String outcome) {
        JsonNode line = Json.parse(output.getLast());
        assertThat(line.path("Endpoint").asText()).isEqualTo(endpoint);
        assertThat(line.path("UpstreamLatency").asLong()).isEqualTo(milliseconds);
        assertThat(line.path("Outcome").asText()).isEqualTo(outcome);
        assertThat(line.path("UpstreamOutcome").asInt()).isEqualTo(1);
    }

    private RegistrationAnswer register() {
        return metered.register(Samples.STATEMENT, Optional.empty(), Device.NONE);
    }

    private TokenAnswer requestToken() {
        return metered.requestToken(Samples.registration("c").credentials(), Device.NONE);
    }

    private ProtectedApiAnswer show() {
        return metered.show(new AccessToken("t"), new ServiceProvider("ACME"), Device.NONE);
    }

    private final class SlowServer implements AuthorizationServer {
        @Override
        public RegistrationAnswer register(
                SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
            clock.advance(Duration.ofMillis(250));
            return REFUSED;
        }

        @Override
        public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
            clock.advance(Duration.ofMillis(250));
            return THROTTLED;
        }

        @Override
        public ProtectedApiAnswer show(AccessToken token, ServiceProvider serviceProvider, Device device) {
            clock.advance(Duration.ofMillis(250));
            return ACCEPTED;
        }
    }
}
