package io.claviger.core.revocation;

import static io.claviger.core.application.StatementStatus.REVOKED;
import static io.claviger.core.application.StatementStatus.SUSPECT;
import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.DelegatingInstances;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A check of a revoked statement makes five calls, each of which takes long. */
class CanaryLeaseTest {
    private static final InstanceKey CANARY = InstanceKey.canaryOf(APP, STATEMENT.fingerprint());
    private static final Duration CALL_WITH_WAIT = Duration.ofSeconds(15);

    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final List<Boolean> leasedDuringCalls = new ArrayList<>();
    private boolean takenOver;

    @BeforeEach
    void revoke() {
        claviger.adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.of(Endpoint.TOKEN));
    }

    @Test
    void the_lease_outlasts_every_call_of_a_long_check() {
        check();
        assertThat(leasedDuringCalls).hasSize(5).doesNotContain(false);
        assertThat(status()).isEqualTo(REVOKED);
    }

    @Test
    void a_check_whose_lease_was_taken_over_makes_no_further_call() {
        takenOver = true;
        check();
        assertThat(leasedDuringCalls).hasSize(1);
        assertThat(status()).isEqualTo(SUSPECT);
    }

    /** A store that a check took for dead ends while the check waits for its turn. */
    @Test
    void a_canary_that_a_late_store_activates_stays_leased_to_the_check() {
        Instance canary = claviger.instances.find(CANARY).orElseThrow();
        Instance leased =
                canary.leasedTo(new Lease("check", claviger.clock.instant().plusSeconds(60)));
        Instance activated =
                leased.activated(canary.registration().knownClient().orElseThrow());
        assertThat(activated.isLeasedTo("check")).isTrue();
    }

    @Test
    void a_check_reads_no_application_to_hold_its_lease() {
        claviger.process(ports -> ports.withInstances(new DelegatingInstances(ports.instances()) {
                    @Override
                    public InstanceSnapshot read(InstanceKey key) {
                        throw new AssertionError("the application is read with " + key);
                    }
                }))
                .checkRevocation()
                .check(APP, Instant.MAX);
        assertThat(status()).isEqualTo(REVOKED);
    }

    private StatementStatus status() {
        return claviger.statement(STATEMENT).status();
    }

    private void check() {
        claviger.process(ports -> ports.withAdobe(slow(claviger.adobe)))
                .checkRevocation()
                .check(APP, Instant.MAX);
    }

    private void takeTime() {
        claviger.clock.advance(CALL_WITH_WAIT);
        Instance canary = claviger.instances.find(CANARY).orElseThrow();
        leasedDuringCalls.add(canary.refreshState().leased(claviger.clock.instant()));
        if (takenOver) {
            claviger.put(canary.leasedTo(
                    new Lease("another", claviger.clock.instant().plusSeconds(60))));
        }
    }

    private AuthorizationServer slow(AuthorizationServer real) {
        return new AuthorizationServer() {
            @Override
            public RegistrationAnswer register(
                    SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
                takeTime();
                return real.register(statement, redirectUri, device);
            }

            @Override
            public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
                takeTime();
                return real.requestToken(credentials, device);
            }

            @Override
            public ProtectedApiAnswer callProtectedApi(
                    AccessToken token, ServiceProvider serviceProvider, Device device) {
                takeTime();
                return real.callProtectedApi(token, serviceProvider, device);
            }
        };
    }
}
