package io.claviger.core.refresh;

import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.DEVICE;
import static io.claviger.core.fake.InMemoryClaviger.REDIRECT;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.registration.AdoptCommand;
import io.claviger.core.registration.RegisterCommand;
import io.claviger.core.registration.RegisterResult;
import io.claviger.core.statement.StoreApplicationCommand;
import io.claviger.core.statement.StoreResult;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One address, one rate, whatever the calls are for. */
class DeviceRateTest {
    private static final Duration ASKED = Duration.ofSeconds(30);
    private static final Device SHARED = device("203.0.113.7");
    private static final int HOUSEHOLD = 300;
    private static final int GUESTS = 120;

    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @Test
    void a_viewer_is_served_while_300_renewals_wait_for_the_same_address() {
        for (int i = 0; i < HOUSEHOLD; i++) {
            register("set-" + i, device("198.18." + i / 250 + "." + i % 250));
            vend("set-" + i, SHARED);
            claviger.clock.advance(Duration.ofSeconds(2));
        }
        for (int i = 0; i < GUESTS; i++) {
            register("guest-" + i, device("198.19." + i / 250 + "." + i % 250));
        }
        claviger.clock.advance(Duration.ofMinutes(10));
        Deque<InstanceKey> due = new ArrayDeque<>();
        for (int i = 0; i < HOUSEHOLD; i++) {
            due.add(key("set-" + i));
        }
        claviger.clock.moveTo(claviger.instance("set-" + (HOUSEHOLD - 1))
                .token()
                .orElseThrow()
                .refreshAfter()
                .plusSeconds(1200));

        int served = 0;
        int renewed = 0;
        for (int i = 0; i < GUESTS; i++) {
            Instant next = claviger.clock.instant().plusSeconds(2);
            if (vend("guest-" + i, SHARED) instanceof VendResult.Vended) {
                served++;
            }
            while (!due.isEmpty() && claviger.clock.instant().isBefore(next)) {
                if (claviger.useCases.refreshDueInstance().refresh(due.peek())
                        == RefreshDueInstance.Outcome.POSTPONED) {
                    break;
                }
                renewed++;
                due.poll();
            }
            if (claviger.clock.instant().isBefore(next)) {
                claviger.clock.moveTo(next);
            }
        }
        System.out.printf("viewers served: %d of %d; renewals meanwhile: %d%n", served, GUESTS, renewed);
        assertThat(served).isEqualTo(GUESTS);
        assertThat(renewed).isGreaterThan(GUESTS / 3);
    }

    @Test
    void a_429_stops_vends_registrations_and_adoptions_for_its_address() {
        claviger.register("tv");
        claviger.register("radio");
        ClientCredentials brought = claviger.adobe.registerByItself(InMemoryClaviger.STATEMENT);
        claviger.adobe.failsWith(new Failure.Throttled(ASKED));
        claviger.vend("tv");
        claviger.adobe.worksAgain();
        claviger.clock.advance(ASKED.minusSeconds(1));
        int calls = claviger.adobe.calls().size();

        assertThat(throttled(claviger.vend("radio"))).contains(Duration.ofSeconds(1));
        assertThat(throttled(claviger.register("new"))).isPresent();
        assertThat(throttled(claviger.useCases
                        .adoptCredentials()
                        .adopt(new AdoptCommand(key("mine"), brought, DEVICE, true))))
                .isPresent();
        assertThat(claviger.adobe.calls()).hasSize(calls);

        claviger.clock.advance(Duration.ofSeconds(3));
        assertThat(claviger.vend("radio")).isInstanceOf(VendResult.Vended.class);
        assertThat(claviger.register("new")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(claviger.useCases.adoptCredentials().adopt(new AdoptCommand(key("mine"), brought, DEVICE, true)))
                .isInstanceOf(RegisterResult.Registered.class);
    }

    @Test
    void a_429_of_one_address_stops_no_other() {
        claviger.register("tv");
        claviger.adobe.failsWith(new Failure.Throttled(ASKED));
        claviger.vend("tv");
        claviger.adobe.worksAgain();

        assertThat(register("other", device("203.0.113.8"))).isInstanceOf(RegisterResult.Registered.class);
    }

    @Test
    void a_registration_that_met_a_429_is_tried_again_no_earlier_than_adobe_asks() {
        claviger.adobe.failsWith(new Failure.Throttled(ASKED));
        Instant asked = claviger.clock.instant();
        assertThat(claviger.register("tv")).isInstanceOfSatisfying(RegisterResult.Unavailable.class, unavailable -> {
            assertThat(unavailable.retryAt()).isAfterOrEqualTo(asked.plus(ASKED));
        });
        int calls = claviger.adobe.calls().size();
        claviger.clock.advance(ASKED.minusSeconds(1));
        claviger.register("tv");
        assertThat(claviger.adobe.calls()).hasSize(calls);
    }

    @Test
    void storing_an_application_that_met_a_429_waits_as_long_as_adobe_asks() {
        SoftwareStatement statement = new SoftwareStatement("statement-3");
        claviger.adobe.approve(statement, REDIRECT);
        claviger.adobe.failsWith(new Failure.Throttled(ASKED));
        store(statement);
        claviger.adobe.worksAgain();
        int calls = claviger.adobe.calls().size();
        claviger.clock.advance(ASKED.minusSeconds(1));
        assertThat(store(statement)).isInstanceOf(StoreResult.Unavailable.class);
        assertThat(claviger.adobe.calls()).hasSize(calls);
        claviger.clock.advance(Duration.ofSeconds(20));
        assertThat(store(statement)).isInstanceOf(StoreResult.Created.class);
    }

    private StoreResult store(SoftwareStatement statement) {
        return claviger.useCases
                .storeApplication()
                .store(new StoreApplicationCommand(
                        new ApplicationId("another"),
                        "Another",
                        statement,
                        "{}",
                        Optional.of(REDIRECT),
                        Optional.empty(),
                        RejectedCredentialsPolicy.HOLD));
    }

    private RegisterResult register(String instance, Device device) {
        return claviger.useCases
                .registerInstance()
                .register(new RegisterCommand(
                        new InstanceKey(APP, key(instance).instance()), Optional.empty(), device, false));
    }

    private VendResult vend(String instance, Device device) {
        return claviger.useCases.vendToken().vend(key(instance), Admission.ALREADY, Duration.ZERO, device);
    }

    private static Optional<Duration> throttled(VendResult result) {
        return result instanceof VendResult.Unavailable(CallFailure.Upstream(Failure.Throttled(Duration wait)), var _)
                ? Optional.of(wait)
                : Optional.empty();
    }

    private static Optional<Duration> throttled(RegisterResult result) {
        return result
                        instanceof
                        RegisterResult.Unavailable(CallFailure.Upstream(Failure.Throttled(Duration wait)), var _)
                ? Optional.of(wait)
                : Optional.empty();
    }

    private static Device device(String ip) {
        return new Device(Optional.empty(), Optional.of(new ClientIp(ip)));
    }
}
