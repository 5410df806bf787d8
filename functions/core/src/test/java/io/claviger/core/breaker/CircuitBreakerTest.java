package io.claviger.core.breaker;

import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.fake.InMemoryBreaker;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.journal.Entry;
import io.claviger.core.registration.RegisterCommand;
import io.claviger.core.registration.RegisterResult;
import io.claviger.core.usecases.UseCases;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final Failure TIMEOUT = new Failure.Unavailable("timeout");

    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final InMemoryBreaker store = new InMemoryBreaker(BreakerPolicy.DEFAULT);
    private final List<Entry> journal = new ArrayList<>();
    private int devices;
    private final UseCases useCases = claviger.process(ports -> ports.withAdobe(process()));

    @BeforeEach
    void a_registered_instance_with_a_token() {
        claviger.register("tv");
        claviger.vend("tv");
    }

    @Test
    void twenty_silent_calls_stop_calls_and_an_answered_probe_lets_them_through_again() {
        silence();
        long calls = claviger.calls("token");
        ask();
        assertThat(claviger.calls("token")).isEqualTo(calls);

        claviger.clock.advance(BreakerPolicy.DEFAULT.probeEvery());
        ask();
        assertThat(claviger.calls("token")).isEqualTo(calls + 1);
        ask();
        assertThat(claviger.calls("token")).isEqualTo(calls + 1);

        claviger.adobe.worksAgain();
        claviger.clock.advance(BreakerPolicy.DEFAULT.probeEvery());
        ask();
        ask();
        assertThat(claviger.calls("token")).isEqualTo(calls + 3);
        assertThat(journal)
                .hasOnlyElementsOfTypes(
                        Entry.BreakerOpened.class, Entry.BreakerStaysOpen.class, Entry.BreakerClosed.class)
                .hasSize(3);
    }

    @Test
    void throttling_refusals_and_nonsense_open_nothing() {
        for (Failure answer : List.of(
                new Failure.Throttled(Duration.ofSeconds(1)),
                new Failure.RequestRefused("invalid_request"),
                new Failure.Unintelligible("not_json"))) {
            claviger.adobe.failsWith(answer);
            ask(30);
        }
        assertThat(store.openedAt()).isEmpty();
    }

    @Test
    void silence_of_less_than_half_of_the_calls_opens_nothing() {
        ask(40);
        claviger.adobe.failsWith(TIMEOUT);
        ask(30);
        assertThat(store.openedAt()).isEmpty();
    }

    @Test
    void a_valid_token_is_vended_while_the_breaker_is_open() {
        silence();
        assertThat(vend()).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void an_expired_token_is_answered_with_the_time_for_the_next_try() {
        silence();
        claviger.clock.moveTo(claviger.instance("tv").token().orElseThrow().expiresAt());
        store.probe(claviger.clock.instant(), Instant.MAX);
        assertThat(vend())
                .isInstanceOfSatisfying(
                        VendResult.Unavailable.class,
                        unavailable -> assertThat(unavailable.failure())
                                .isEqualTo(new CallFailure.Upstream(Failure.Unavailable.unsent("circuit_open"))));
    }

    @Test
    void an_open_breaker_makes_no_client_even_when_a_probe_is_due() {
        silence();
        claviger.adobe.worksAgain();
        claviger.clock.advance(Duration.ofMinutes(1));
        long calls = claviger.calls("register");
        assertThat(register()).isInstanceOf(RegisterResult.Unavailable.class);
        assertThat(claviger.calls("register")).isEqualTo(calls);

        ask();
        claviger.clock.advance(Duration.ofMinutes(1));
        assertThat(register()).isInstanceOf(RegisterResult.Registered.class);
    }

    @Test
    void a_registration_closes_a_breaker_that_nobody_probes() {
        silence();
        claviger.adobe.worksAgain();
        claviger.clock.advance(BreakerPolicy.DEFAULT.probeEvery().plusMinutes(1));
        assertThat(register()).isInstanceOf(RegisterResult.Registered.class);
        assertThat(store.openedAt()).isEmpty();
    }

    @Test
    void a_check_behind_an_open_breaker_revokes_nothing() {
        silence();
        store.probe(claviger.clock.instant().plus(Duration.ofHours(1)), Instant.MAX);
        useCases.checkRevocation().check(InMemoryClaviger.APP, Instant.MAX);
        assertThat(claviger.statement(InMemoryClaviger.STATEMENT).status()).isEqualTo(StatementStatus.ACTIVE);
    }

    @Test
    void calls_are_refused_while_every_place_is_taken() {
        Instant now = claviger.clock.instant();
        for (int place = 0; place < BreakerPolicy.DEFAULT.places(); place++) {
            store.enter(now, now.plusSeconds(15));
        }
        long calls = claviger.calls("token");
        ask();
        assertThat(claviger.calls("token")).isEqualTo(calls);
        claviger.clock.advance(Duration.ofSeconds(16));
        ask();
        assertThat(claviger.calls("token")).isEqualTo(calls + 1);
    }

    @Test
    void a_registration_is_not_made_after_a_slow_permit() {
        InMemoryBreaker slow = new InMemoryBreaker(BreakerPolicy.DEFAULT) {
            @Override
            public BreakerStore.Admission enter(Instant now, Instant until) {
                claviger.clock.advance(Duration.ofSeconds(3));
                return super.enter(now, until);
            }
        };
        AuthorizationServer adobe = new CircuitBreakingAuthorizationServer(
                claviger.adobe, new CircuitBreaker(slow, journal::add, BreakerPolicy.DEFAULT, claviger.clock));
        long calls = claviger.calls("register");
        adobe.register(InMemoryClaviger.STATEMENT, Optional.empty(), InMemoryClaviger.DEVICE);
        assertThat(claviger.calls("register")).isEqualTo(calls);
        adobe.register(InMemoryClaviger.STATEMENT, Optional.empty(), InMemoryClaviger.DEVICE);
        assertThat(claviger.calls("register")).isEqualTo(calls + 1);
    }

    private void silence() {
        claviger.adobe.failsWith(TIMEOUT);
        ask(BreakerPolicy.DEFAULT.minSilent());
        assertThat(store.openedAt()).isPresent();
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            ask();
        }
    }

    /** A token request of a new process, for a device that Adobe does not throttle. */
    private void ask() {
        devices++;
        Optional<ClientIp> address = Optional.of(new ClientIp("198.51.100." + devices));
        process().requestToken(credentials(), new Device(Optional.empty(), address));
    }

    private ClientCredentials credentials() {
        return claviger.vault.secret(key("tv")).orElseThrow().client().credentials();
    }

    private AuthorizationServer process() {
        return new CircuitBreakingAuthorizationServer(
                claviger.adobe, new CircuitBreaker(store, journal::add, BreakerPolicy.DEFAULT, claviger.clock));
    }

    private VendResult vend() {
        return useCases.vendToken().vend(key("tv"), Admission.ALREADY, Duration.ZERO, InMemoryClaviger.DEVICE);
    }

    private RegisterResult register() {
        return useCases.registerInstance()
                .register(new RegisterCommand(key("phone"), Optional.empty(), InMemoryClaviger.DEVICE, false));
    }
}
