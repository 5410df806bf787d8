package io.claviger.core.vending;

import static io.claviger.core.fake.InMemoryClaviger.DEVICE;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Refusal;
import io.claviger.core.instance.Registration;
import io.claviger.core.registration.RegisterCommand;
import io.claviger.core.registration.RegisterResult;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Adobe refuses a device header. Its predecessor, which was accepted, stays, and another one is tried at once. */
class DeviceHeaderTest {
    private static final Device BAD = device("garbage");
    private static final Device WORSE = device("rubbish");
    private static final Device NEWER = device("device of a newer app");

    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @BeforeEach
    void refuseBadHeaders() {
        claviger.adobe.refusesDeviceHeader(BAD.info().orElseThrow());
        claviger.adobe.refusesDeviceHeader(WORSE.info().orElseThrow());
    }

    @Test
    void a_refused_header_does_not_replace_one_that_was_accepted() {
        claviger.register("tv");
        vend(DEVICE);
        offer(BAD);
        for (int i = 0; i < 3; i++) {
            claviger.clock.advance(Duration.ofHours(7));
            assertThat(vend(i == 0 ? DEVICE : BAD)).isInstanceOf(VendResult.Vended.class);
        }
        assertThat(claviger.instance("tv").device()).isEqualTo(DEVICE);
    }

    @Test
    void a_scheduled_refresh_falls_back_to_the_accepted_header() {
        claviger.register("tv");
        vend(DEVICE);
        offer(BAD);
        claviger.clock.moveTo(claviger.instance("tv").token().orElseThrow().refreshAfter());
        claviger.useCases.refreshDueInstance().refresh(key("tv"));
        assertThat(claviger.instance("tv").token().orElseThrow().issuedAt()).isEqualTo(claviger.clock.instant());
        assertThat(claviger.instance("tv").device()).isEqualTo(DEVICE);
    }

    @Test
    void a_scheduled_refresh_that_falls_back_counts_both_calls_in_its_addresss_rate() {
        claviger.register("tv");
        vend(DEVICE);
        offer(BAD);
        claviger.clock.moveTo(claviger.instance("tv").token().orElseThrow().refreshAfter());
        claviger.useCases.refreshDueInstance().refresh(key("tv"));
        // A turn of two seconds, and a counted call of one.
        assertThat(claviger.pacing.onClock(claviger.clock).reserve(DEVICE.ip(), Duration.ofMinutes(1)))
                .contains(Duration.ofSeconds(3));
    }

    @Test
    void no_header_is_accepted_and_stays_so_when_the_first_one_is_refused() {
        register(Device.NONE);
        assertThat(vend(BAD)).isInstanceOf(VendResult.Vended.class);
        assertThat(claviger.instance("tv").device().info()).isEmpty();
    }

    @Test
    void a_new_header_is_kept_once_a_call_with_it_succeeded() {
        claviger.register("tv");
        vend(DEVICE);
        offer(NEWER);
        claviger.clock.moveTo(claviger.instance("tv").token().orElseThrow().refreshAfter());
        claviger.useCases.refreshDueInstance().refresh(key("tv"));
        claviger.adobe.refusesDeviceHeader(DEVICE.info().orElseThrow());
        claviger.clock.advance(Duration.ofHours(7));
        assertThat(vend(BAD)).isInstanceOf(VendResult.Vended.class);
        assertThat(claviger.instance("tv").device()).isEqualTo(NEWER);
    }

    @Test
    void a_good_header_is_tried_at_once_and_the_refused_ones_are_not() {
        claviger.register("tv");
        claviger.adobe.refusesDeviceHeader(DEVICE.info().orElseThrow());
        assertThat(vend(BAD)).isInstanceOf(VendResult.Unavailable.class);
        int calls = claviger.adobe.calls().size();
        assertThat(vend(BAD))
                .isInstanceOfSatisfying(
                        VendResult.Unavailable.class,
                        refused -> assertThat(refused.failure())
                                .isEqualTo(new CallFailure.Upstream(new Failure.RequestRefused("invalid_request"))));
        assertThat(claviger.adobe.calls()).hasSize(calls);
        assertThat(vend(NEWER)).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void a_throttled_instance_is_served_at_once_from_another_address() {
        claviger.register("tv");
        claviger.adobe.failsWith(new Failure.Throttled(Duration.ofMinutes(5)));
        assertThat(vend(DEVICE)).isInstanceOf(VendResult.Unavailable.class);
        claviger.adobe.worksAgain();
        assertThat(vend(DEVICE)).isInstanceOf(VendResult.Unavailable.class);
        Device elsewhere = new Device(DEVICE.info(), Optional.of(new ClientIp("203.0.113.2")));
        assertThat(vend(elsewhere)).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void a_registration_refused_for_its_header_is_tried_at_once_with_another() {
        assertThat(register(BAD)).isInstanceOf(RegisterResult.Unavailable.class);
        int calls = claviger.adobe.calls().size();
        assertThat(register(BAD)).isInstanceOf(RegisterResult.Unavailable.class);
        assertThat(claviger.adobe.calls()).hasSize(calls);
        assertThat(register(NEWER)).isInstanceOf(RegisterResult.Registered.class);
        assertThat(vend(WORSE)).isInstanceOf(VendResult.Vended.class);
        assertThat(claviger.instance("tv").device()).isEqualTo(NEWER);
    }

    @Test
    void a_device_that_changes_its_bad_header_with_each_call_ends_one_cool_down_early() {
        claviger.register("tv");
        claviger.adobe.refusesDeviceHeader(DEVICE.info().orElseThrow());
        int before = claviger.adobe.calls().size();
        for (int i = 0; i < 20; i++) {
            assertThat(vend(bad(i))).isInstanceOf(VendResult.Unavailable.class);
        }
        // Two requests, each of which falls back to the accepted header.
        assertThat(claviger.adobe.calls()).hasSize(before + 4);
        claviger.clock.advance(Duration.ofSeconds(3));
        assertThat(vend(NEWER)).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void a_new_device_that_changes_its_bad_header_with_each_call_is_held_back() {
        int before = claviger.adobe.calls().size();
        for (int i = 0; i < 20; i++) {
            assertThat(register(bad(i))).isInstanceOf(RegisterResult.Unavailable.class);
        }
        assertThat(claviger.adobe.calls()).hasSize(before + 2);
    }

    @Test
    void a_quarantined_client_is_rechecked_with_the_header_of_the_caller() {
        claviger.register("tv");
        Client client = claviger.instance("tv").registration().knownClient().orElseThrow();
        Refusal refusal = new Refusal("invalid_client", claviger.clock.instant());
        claviger.put(claviger.instance("tv").with(new Registration.Quarantined(client, refusal)));
        claviger.clock.advance(Duration.ofMinutes(2));
        claviger.adobe.refusesDeviceHeader(DEVICE.info().orElseThrow());
        assertThat(register(NEWER)).isInstanceOf(RegisterResult.AlreadyThere.class);
        assertThat(claviger.instance("tv").device()).isEqualTo(NEWER);
    }

    private RegisterResult register(Device device) {
        return claviger.useCases
                .registerInstance()
                .register(new RegisterCommand(key("tv"), Optional.empty(), device, false));
    }

    private VendResult vend(Device device) {
        return claviger.useCases.vendToken().vend(key("tv"), Admission.ALREADY, Duration.ZERO, device);
    }

    /** A vend of a valid token, and not from the cache, which would not store the device. */
    private void offer(Device device) {
        claviger.clock.advance(Duration.ofSeconds(2));
        assertThat(vend(device)).isInstanceOf(VendResult.Vended.class);
    }

    private Device bad(int number) {
        Device bad = device("garbage " + number);
        claviger.adobe.refusesDeviceHeader(bad.info().orElseThrow());
        return bad;
    }

    private static Device device(String header) {
        return new Device(Optional.of(new DeviceInfo(header)), DEVICE.ip());
    }
}
