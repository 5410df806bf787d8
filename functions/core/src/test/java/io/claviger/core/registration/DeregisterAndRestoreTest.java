package io.claviger.core.registration;

import static io.claviger.core.fake.InMemoryClaviger.DEVICE;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.fake.CrashPoint;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Event;
import io.claviger.core.registration.DeregisterInstance.DeregisterResult;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vending.VendResult;
import io.claviger.core.vending.VendToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adopting, deregistering and restoring an instance. */
class DeregisterAndRestoreTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @Test
    void no_process_vends_for_an_instance_after_its_confirmed_deregistration() {
        claviger.register("tv");
        VendToken another = claviger.process().vendToken();
        another.vend(key("tv"), Admission.ALREADY, Duration.ZERO, DEVICE);
        assertThat(deregister()).isInstanceOf(DeregisterResult.Deregistered.class);
        assertThat(claviger.vend("tv")).isEqualTo(new VendResult.NoSuchInstance());
        assertThat(another.vend(key("tv"), Admission.ALREADY, Duration.ZERO, DEVICE))
                .isEqualTo(new VendResult.NoSuchInstance());
        assertThat(claviger.events).last().isInstanceOf(Event.InstanceDeregistered.class);
    }

    @Test
    void restoring_within_the_recovery_window_keeps_the_credentials() {
        claviger.register("tv");
        ClientCredentials before = claviger.client("tv").credentials();
        deregister();
        claviger.clock.advance(Duration.ofDays(29));
        assertThat(restore()).isInstanceOf(RegisterResult.AlreadyThere.class);
        assertThat(claviger.client("tv").credentials()).isEqualTo(before);
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void registering_within_the_recovery_window_keeps_the_credentials() {
        claviger.register("tv");
        ClientCredentials before = claviger.client("tv").credentials();
        deregister();
        claviger.clock.advance(Duration.ofDays(29));
        claviger.register("tv");
        assertThat(claviger.client("tv").credentials()).isEqualTo(before);
    }

    @Test
    void after_the_recovery_window_restoring_fails_and_registering_makes_a_new_client() {
        claviger.register("tv");
        ClientCredentials before = claviger.client("tv").credentials();
        deregister();
        claviger.clock.advance(Duration.ofDays(31));
        assertThat(restore()).isEqualTo(new RegisterResult.NoSuchInstance());
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(claviger.client("tv").credentials()).isNotEqualTo(before);
    }

    @Test
    void deregistering_again_restarts_the_recovery_window() {
        claviger.register("tv");
        deregister();
        claviger.clock.advance(Duration.ofDays(29));
        deregister();
        claviger.clock.advance(Duration.ofDays(29));
        assertThat(restore()).isInstanceOf(RegisterResult.AlreadyThere.class);
    }

    @Test
    void deregistering_again_starts_no_window_for_credentials_the_vault_has_deleted() {
        claviger.register("tv");
        deregister();
        Registration before = claviger.instance("tv").registration();
        claviger.clock.advance(Duration.ofDays(29));
        claviger.vault.windowEnds(key("tv"));
        assertThat(deregister()).isEqualTo(new DeregisterResult.NoSuchInstance());
        assertThat(claviger.instance("tv").registration()).isEqualTo(before);
    }

    @ParameterizedTest(name = "before: {0}")
    @ValueSource(booleans = {true, false})
    void a_crash_while_deregistering_again_records_no_window_longer_than_the_vaults(boolean before) {
        CrashPoint crashPoint;
        int call = 1;
        do {
            InMemoryClaviger other = new InMemoryClaviger();
            other.register("tv");
            other.useCases.deregisterInstance().deregister(key("tv"));
            other.clock.advance(Duration.ofDays(29));
            crashPoint = new CrashPoint(call++, before);
            DeregisterInstance crashing = other.process(crashPoint::of).deregisterInstance();
            Throwable crash = catchThrowable(() -> crashing.deregister(key("tv")));
            assertThat(crash != null).isEqualTo(crashPoint.reached());
            other.clock.advance(untilJustBeforeWindowEnds(other));
            assertThat(other.useCases.restoreInstance().restore(key("tv")))
                    .as(crashPoint.lastCall())
                    .isInstanceOf(RegisterResult.AlreadyThere.class);
        } while (crashPoint.reached());
        assertThat(call).isGreaterThan(5);
    }

    private static Duration untilJustBeforeWindowEnds(InMemoryClaviger claviger) {
        Registration.Deregistered deregistered =
                (Registration.Deregistered) claviger.instance("tv").registration();
        return Duration.between(claviger.clock.instant(), deregistered.recoverableUntil())
                .minusSeconds(1);
    }

    @Test
    void a_deregistration_that_failed_in_the_vault_is_completed_by_a_retry() {
        claviger.register("tv");
        claviger.vault.failing(true);
        assertThat(deregister()).isInstanceOf(DeregisterResult.Unavailable.class);
        claviger.vault.failing(false);
        claviger.clock.advance(RegistrationPolicy.DEFAULT.lease());
        assertThat(deregister()).isInstanceOf(DeregisterResult.Deregistered.class);
        assertThat(claviger.vault.find(key("tv"))).isEqualTo(new CredentialVault.StoredCredentials.PendingDeletion());
    }

    @Test
    void an_instance_is_not_restored_while_it_is_being_deregistered() {
        claviger.register("tv");
        claviger.vault.failing(true);
        assertThat(deregister()).isInstanceOf(DeregisterResult.Unavailable.class);
        claviger.vault.failing(false);
        assertThat(restore()).isEqualTo(new RegisterResult.InProgress());
        claviger.clock.advance(RegistrationPolicy.DEFAULT.lease());
        assertThat(restore()).isInstanceOf(RegisterResult.AlreadyThere.class);
    }

    @Test
    void adopted_credentials_are_verified_stored_and_used() {
        ClientCredentials own = claviger.adobe.registerByItself(STATEMENT);
        assertThat(adopt(own)).isInstanceOf(RegisterResult.Registered.class);
        assertThat(claviger.client("tv").credentials()).isEqualTo(own);
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
        assertThat(adopt(own)).isInstanceOf(RegisterResult.AlreadyThere.class);
    }

    @Test
    void the_same_client_with_another_secret_is_another_client() {
        ClientCredentials own = claviger.adobe.registerByItself(STATEMENT);
        adopt(own);
        assertThat(adopt(new ClientCredentials(own.clientId(), new ClientSecret("guessed"))))
                .isEqualTo(new RegisterResult.Conflict());
    }

    @Test
    void credentials_that_adobe_refuses_are_not_adopted() {
        ClientCredentials wrong = new ClientCredentials(new ClientId("unknown"), new ClientSecret("wrong"));
        assertThat(adopt(wrong)).isEqualTo(new RegisterResult.CredentialsRefused());
        assertThat(claviger.instances.find(key("tv"))).isEmpty();
    }

    @Test
    void credentials_that_cannot_be_verified_are_not_adopted() {
        ClientCredentials own = claviger.adobe.registerByItself(STATEMENT);
        claviger.adobe.failsWith(new Failure.Unavailable("http_503"));
        assertThat(adopt(own)).isInstanceOf(RegisterResult.Unavailable.class);
        assertThat(claviger.instances.find(key("tv"))).isEmpty();
    }

    @Test
    void a_working_instance_keeps_its_client_and_adopts_no_other() {
        claviger.register("tv");
        ClientCredentials before = claviger.client("tv").credentials();
        assertThat(adopt(claviger.adobe.registerByItself(STATEMENT))).isEqualTo(new RegisterResult.Conflict());
        assertThat(claviger.client("tv").credentials()).isEqualTo(before);
    }

    private RegisterResult adopt(ClientCredentials credentials) {
        return claviger.useCases.adoptCredentials().adopt(new AdoptCommand(key("tv"), credentials, DEVICE, true));
    }

    private DeregisterResult deregister() {
        return claviger.useCases.deregisterInstance().deregister(key("tv"));
    }

    private RegisterResult restore() {
        return claviger.useCases.restoreInstance().restore(key("tv"));
    }
}
