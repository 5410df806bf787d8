package io.claviger.core.vending;

import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

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
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.journal.Entry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process stands still in its call. Meanwhile its lease ends, and another process takes over. */
class SupersededRefreshTest {
    private static final TokenAnswer FAILED = new TokenAnswer.Failed(new Failure.Unavailable("timeout"));
    private static final TokenAnswer REFUSED =
            new TokenAnswer.ClientRefused(TokenAnswer.ClientRefused.Code.INVALID_CLIENT);

    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_failed_refresh_that_lost_its_lease_hands_out_the_newer_token(boolean refused) {
        claviger.register("tv");
        VendResult result = vendWhile(
                () -> claviger.process()
                        .vendToken()
                        .vend(key("tv"), Admission.ALREADY, Duration.ZERO, InMemoryClaviger.DEVICE),
                refused ? REFUSED : FAILED);
        assertThat(result).isEqualTo(new VendResult.Vended(held()));
        assertThat(claviger.instance("tv").registration().status()).isEqualTo("ACTIVE");
    }

    @Test
    void a_refresh_that_lost_its_lease_vends_no_token_of_a_deregistered_instance() {
        claviger.register("tv");
        VendResult result = vendWhile(
                () -> {
                    claviger.vend("tv");
                    claviger.useCases.deregisterInstance().deregister(key("tv"));
                },
                FAILED);
        assertThat(result).isNotInstanceOf(VendResult.Vended.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_call_that_lost_its_lease_counts_once_and_begins_no_cool_down(boolean refused) {
        claviger.register("tv");
        vendWhile(
                () -> claviger.process()
                        .vendToken()
                        .vend(key("tv"), Admission.ALREADY, Duration.ZERO, InMemoryClaviger.DEVICE),
                refused ? REFUSED : FAILED);
        assertThat(claviger.journal.stream()
                        .filter(Entry.TokenRefreshed.class::isInstance)
                        .map(entry -> ((Entry.TokenRefreshed) entry).outcome()))
                .containsExactly("refreshed", "superseded");
        assertThat(claviger.journal).noneMatch(Entry.CoolDownBegun.class::isInstance);
    }

    private VendResult vendWhile(Runnable others, TokenAnswer lateAnswer) {
        AuthorizationServer slow = new AuthorizationServer() {
            @Override
            public RegistrationAnswer register(
                    SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
                return claviger.adobe.register(statement, redirectUri, device);
            }

            @Override
            public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
                claviger.clock.advance(Duration.ofSeconds(13));
                others.run();
                return lateAnswer;
            }

            @Override
            public ProtectedApiAnswer callProtectedApi(
                    AccessToken token, ServiceProvider serviceProvider, Device device) {
                return claviger.adobe.callProtectedApi(token, serviceProvider, device);
            }
        };
        return claviger.process(ports -> ports.withAdobe(slow))
                .vendToken()
                .vend(key("tv"), Admission.ALREADY, Duration.ZERO, InMemoryClaviger.DEVICE);
    }

    private InstanceToken held() {
        return claviger.instance("tv").token().orElseThrow();
    }
}
