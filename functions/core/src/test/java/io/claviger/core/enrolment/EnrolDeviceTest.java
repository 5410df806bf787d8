package io.claviger.core.enrolment;

import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.DEVICE;
import static io.claviger.core.fake.InMemoryClaviger.REDIRECT;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.enrolment.EnrolCommand.Credential;
import io.claviger.core.enrolment.EnrolmentHook.Verdict;
import io.claviger.core.fake.DelegatingInstances;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.RegisteredClient;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.DeviceKey.Material.PublicKey;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Entry;
import io.claviger.core.registration.RegisterCommand;
import io.claviger.core.usecases.UseCases;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnrolDeviceTest {
    private static final PublicKey JWK = new PublicKey("{}");

    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @Test
    void a_code_enrols_one_device_for_its_instance_and_registers_it() {
        EnrolmentCode code = code("tv");
        EnrolResult.Enrolled enrolled = enrolled(withCode(code));
        assertThat(enrolled.instance().key()).isEqualTo(key("tv"));
        assertThat(enrolled.instance().registration().status()).isEqualTo("ACTIVE");
        assertThat(vend(enrolled)).isInstanceOf(VendResult.Vended.class);
        assertThat(withCode(code)).isEqualTo(new EnrolResult.CredentialRefused());
    }

    @Test
    void a_code_ends_with_its_time_and_with_the_next_code() {
        EnrolmentCode replaced = code("tv");
        EnrolmentCode code = code("tv");
        assertThat(withCode(replaced)).isEqualTo(new EnrolResult.CredentialRefused());
        claviger.clock.advance(Duration.ofMinutes(15));
        assertThat(withCode(code)).isEqualTo(new EnrolResult.CredentialRefused());
        assertThat(claviger.instances.find(key("tv"))).isEmpty();
    }

    @Test
    void of_two_devices_with_one_code_one_enrols() {
        EnrolmentCode code = code("tv");
        List<EnrolResult> faster = new ArrayList<>();
        UseCases slow = claviger.process(ports -> ports.withInstances(new DelegatingInstances(ports.instances()) {
            @Override
            protected Instance toStore(Instance instance) {
                if (faster.isEmpty() && !instance.enrolment().keys().isEmpty()) {
                    faster.add(withCode(code));
                }
                return instance;
            }
        }));
        EnrolResult slower = slow.enrolDevice(EnrolmentHook.NONE).enrol(command(new Credential.Code(code)));
        assertThat(faster).singleElement().isInstanceOf(EnrolResult.Enrolled.class);
        assertThat(slower).isEqualTo(new EnrolResult.CredentialRefused());
        assertThat(claviger.instance("tv").enrolment().keys()).hasSize(1);
    }

    @Test
    void a_device_that_enrols_again_with_its_key_has_that_key_once() {
        DeviceKey unanswered = enrolled(withCode(code("tv"))).key();
        DeviceKey repeated = enrolled(withCode(code("tv"))).key();
        assertThat(claviger.instance("tv").enrolment().keys())
                .containsExactly(repeated)
                .doesNotContain(unanswered);
    }

    @Test
    void an_existing_instance_keeps_its_client_when_its_device_enrols() {
        claviger.register("tv");
        RegisteredClient client = claviger.client("tv");
        enrolled(withCode(code("tv")));
        assertThat(claviger.client("tv")).isSameAs(client);
        assertThat(claviger.calls("register")).isEqualTo(2);
    }

    @Test
    void an_enrolment_key_makes_a_new_instance_each_time() {
        EnrolmentKey enrolmentKey = rotate();
        EnrolResult.Enrolled first = enrolled(withKey(enrolmentKey));
        EnrolResult.Enrolled second = enrolled(withKey(enrolmentKey));
        assertThat(first.instance().key()).isNotEqualTo(second.instance().key());
        assertThat(vend(first)).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void a_rotated_key_works_for_a_week_and_enrolled_devices_longer() {
        EnrolmentKey old = rotate();
        EnrolResult.Enrolled device = enrolled(withKey(old));
        EnrolmentKey current = rotate();
        claviger.clock.advance(Duration.ofDays(7).minusSeconds(1));
        enrolled(withKey(old));
        claviger.clock.advance(Duration.ofSeconds(1));
        assertThat(withKey(old)).isEqualTo(new EnrolResult.CredentialRefused());
        enrolled(withKey(current));
        assertThat(vend(device)).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void a_revoked_key_ends_at_once_and_the_previous_one_alone_if_asked() {
        EnrolmentKey old = rotate();
        EnrolmentKey current = rotate();
        assertThat(claviger.useCases.revokeEnrolmentKeys().revoke(APP, true)).isTrue();
        assertThat(withKey(old)).isEqualTo(new EnrolResult.CredentialRefused());
        enrolled(withKey(current));
        assertThat(claviger.useCases.revokeEnrolmentKeys().revoke(APP, false)).isTrue();
        assertThat(withKey(current)).isEqualTo(new EnrolResult.CredentialRefused());
    }

    @Test
    void an_enrolment_key_makes_no_more_instances_than_its_hourly_limit() {
        EnrolmentKey enrolmentKey = rotate();
        claviger.adobe.approve(STATEMENT);
        for (int i = 0; i < EnrolmentPolicy.DEFAULT.perHour(); i++) {
            enrolled(withKey(enrolmentKey));
        }
        assertThat(withKey(enrolmentKey)).isInstanceOf(EnrolResult.LimitReached.class);
        assertThat(claviger.journal).contains(new Entry.EnrolmentsLimited(APP));
        claviger.clock.advance(Duration.ofHours(1));
        enrolled(withKey(enrolmentKey));
    }

    @Test
    void a_device_that_the_hook_refuses_uses_up_no_code() {
        EnrolmentCode code = code("tv");
        EnrolDevice refusing = claviger.useCases.enrolDevice(_ -> Verdict.REFUSED);
        assertThat(refusing.enrol(command(new Credential.Code(code)))).isEqualTo(new EnrolResult.DeviceRefused());
        assertThat(refusing.enrol(command(new Credential.Key(rotate())))).isEqualTo(new EnrolResult.DeviceRefused());
        assertThat(claviger.journal)
                .contains(new Entry.DeviceRefused(APP, Optional.of(key("tv").instance())))
                .contains(new Entry.DeviceRefused(APP, Optional.empty()));
        enrolled(withCode(code));
    }

    @Test
    void a_check_that_fails_changes_nothing() {
        EnrolmentCode code = code("tv");
        Credential.Key enrolmentKey = new Credential.Key(rotate());
        List<Instance> before = claviger.instances.all();
        EnrolDevice failing = claviger.useCases.enrolDevice(_ -> Verdict.UNKNOWN);
        assertThat(failing.enrol(command(new Credential.Code(code)))).isEqualTo(new EnrolResult.CheckFailed());
        assertThat(failing.enrol(command(enrolmentKey))).isEqualTo(new EnrolResult.CheckFailed());
        assertThat(claviger.instances.all()).isEqualTo(before);
        assertThat(claviger.journal).contains(new Entry.EnrolmentCheckFailed(APP));
        enrolled(withCode(code));
    }

    @Test
    void the_check_sees_the_key_that_is_enrolled_and_no_device_with_a_wrong_code() {
        List<EnrolmentHook.Candidate> candidates = new ArrayList<>();
        EnrolDevice asking = claviger.useCases.enrolDevice(candidate -> {
            candidates.add(candidate);
            return Verdict.ADMITTED;
        });
        EnrolmentCode code = code("tv");
        Attestation attestation = new Attestation("proof");
        EnrolCommand command =
                new EnrolCommand(new Credential.Code(code), Optional.of(JWK), Optional.of(attestation), DEVICE);
        enrolled(asking.enrol(command));
        assertThat(asking.enrol(command)).isEqualTo(new EnrolResult.CredentialRefused());
        assertThat(candidates)
                .containsExactly(new EnrolmentHook.Candidate(
                        APP, Optional.of(key("tv").instance()), Optional.of(JWK), Optional.of(attestation)));
        assertThat(command.toString()).doesNotContain("proof").doesNotContain(code.reveal());
    }

    @Test
    void a_device_keeps_its_key_while_adobe_refuses_or_fails_and_registers_later() {
        claviger.adobe.approve(STATEMENT);
        EnrolResult.Enrolled enrolled = enrolled(withCode(code("tv")));
        assertThat(enrolled.instance().registration().status()).isEqualTo("UNREGISTERED");
        assertThat(vend(enrolled)).isEqualTo(new VendResult.NoSuchInstance());
        claviger.adobe.approve(STATEMENT, REDIRECT);
        claviger.register("tv");
        assertThat(vend(enrolled)).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void a_refused_registration_leaves_the_code_that_was_issued_meanwhile() {
        List<EnrolmentCode> issued = new ArrayList<>();
        UseCases slow = claviger.process(ports -> ports.withInstances(new DelegatingInstances(ports.instances()) {
            @Override
            public boolean remove(Instance instance) {
                if (issued.isEmpty()) {
                    issued.add(code("tv"));
                }
                return super.remove(instance);
            }
        }));
        claviger.adobe.approve(STATEMENT);
        slow.registerInstance().register(new RegisterCommand(key("tv"), Optional.empty(), DEVICE, false));
        assertThat(claviger.instance("tv").registration()).isEqualTo(new Registration.Unregistered());
        enrolled(withCode(issued.getFirst()));
    }

    @Test
    void a_device_keeps_its_key_over_deregistering_and_restoring() {
        EnrolResult.Enrolled enrolled = enrolled(withCode(code("tv")));
        claviger.useCases.deregisterInstance().deregister(key("tv"));
        assertThat(vend(enrolled)).isEqualTo(new VendResult.NoSuchInstance());
        claviger.useCases.restoreInstance().restore(key("tv"));
        assertThat(vend(enrolled)).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void no_process_vends_to_a_revoked_key_after_the_revocation_is_confirmed() {
        EnrolResult.Enrolled enrolled = enrolled(withCode(code("tv")));
        UseCases another = claviger.process();
        assertThat(vend(another, enrolled)).isInstanceOf(VendResult.Vended.class);
        assertThat(claviger.useCases
                        .revokeDeviceKey()
                        .revoke(key("tv"), enrolled.key().id()))
                .isTrue();
        assertThat(vend(another, enrolled)).isEqualTo(new VendResult.NotAdmitted());
        assertThat(claviger.useCases
                        .revokeDeviceKey()
                        .revoke(key("tv"), enrolled.key().id()))
                .isFalse();
    }

    @Test
    void a_cached_token_is_not_vended_to_a_device_without_a_key() {
        claviger.register("tv");
        claviger.vend("tv");
        Admission stranger = keys -> !keys.isEmpty();
        assertThat(claviger.useCases.vendToken().vend(key("tv"), stranger, Duration.ZERO, DEVICE))
                .isEqualTo(new VendResult.NotAdmitted());
        assertThat(claviger.useCases.vendToken().vend(key("none"), stranger, Duration.ZERO, DEVICE))
                .isEqualTo(new VendResult.NotAdmitted());
    }

    @Test
    void an_unregistered_instance_is_dismissed_with_its_keys() {
        claviger.adobe.approve(STATEMENT);
        EnrolResult.Enrolled enrolled = enrolled(withCode(code("tv")));
        claviger.useCases.deregisterInstance().deregister(key("tv"));
        assertThat(vend(enrolled)).isEqualTo(new VendResult.NotAdmitted());
    }

    private EnrolmentCode code(String instance) {
        return claviger.useCases
                .issueEnrolmentCode()
                .issue(key(instance))
                .orElseThrow()
                .code();
    }

    private EnrolmentKey rotate() {
        return claviger.useCases.rotateEnrolmentKey().rotate(APP).orElseThrow().key();
    }

    private EnrolResult withCode(EnrolmentCode code) {
        return claviger.useCases.enrolDevice(EnrolmentHook.NONE).enrol(command(new Credential.Code(code)));
    }

    private EnrolResult withKey(EnrolmentKey enrolmentKey) {
        return claviger.useCases.enrolDevice(EnrolmentHook.NONE).enrol(command(new Credential.Key(enrolmentKey)));
    }

    private static EnrolCommand command(Credential credential) {
        return new EnrolCommand(credential, Optional.of(JWK), Optional.empty(), DEVICE);
    }

    private static EnrolResult.Enrolled enrolled(EnrolResult result) {
        assertThat(result).isInstanceOf(EnrolResult.Enrolled.class);
        return (EnrolResult.Enrolled) result;
    }

    private VendResult vend(EnrolResult.Enrolled enrolled) {
        return vend(claviger.useCases, enrolled);
    }

    private static VendResult vend(UseCases process, EnrolResult.Enrolled enrolled) {
        String keyId = enrolled.key().id();
        Admission admission = keys -> keys.stream().map(DeviceKey::id).anyMatch(keyId::equals);
        return process.vendToken().vend(enrolled.instance().key(), admission, Duration.ZERO, DEVICE);
    }
}
