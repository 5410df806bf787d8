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
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.Mortality;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Event;
import io.claviger.core.registration.DeregisterInstance.DeregisterResult;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.VaultUnavailable;
import io.claviger.core.vending.VendResult;
import io.claviger.core.vending.VendToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adopting, deregistering, restoring. */
class LeavingAndComingBackTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @Test
    void a_deregistered_instance_is_gone_for_every_process_once_that_is_confirmed() {
        claviger.register("tv");
        VendToken another = claviger.process().vendToken();
        another.vend(key("tv"), Duration.ZERO, DEVICE);
        assertThat(deregister()).isInstanceOf(DeregisterResult.Deregistered.class);
        assertThat(claviger.vend("tv")).isEqualTo(new VendResult.NoSuchInstance());
        assertThat(another.vend(key("tv"), Duration.ZERO, DEVICE)).isEqualTo(new VendResult.NoSuchInstance());
        assertThat(claviger.events).last().isInstanceOf(Event.InstanceDeregistered.class);
    }

    @Test
    void restoring_within_the_window_brings_the_same_credentials_back() {
        claviger.register("tv");
        ClientCredentials before = claviger.client("tv").credentials();
        deregister();
        claviger.clock.advance(Duration.ofDays(29));
        assertThat(restore()).isInstanceOf(RegisterResult.AlreadyThere.class);
        assertThat(claviger.client("tv").credentials()).isEqualTo(before);
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void registering_within_the_window_brings_the_same_credentials_back() {
        claviger.register("tv");
        ClientCredentials before = claviger.client("tv").credentials();
        deregister();
        claviger.clock.advance(Duration.ofDays(29));
        claviger.register("tv");
        assertThat(claviger.client("tv").credentials()).isEqualTo(before);
    }

    @Test
    void after_the_window_there_is_nothing_to_restore_and_registering_begins_anew() {
        claviger.register("tv");
        ClientCredentials before = claviger.client("tv").credentials();
        deregister();
        claviger.clock.advance(Duration.ofDays(31));
        assertThat(restore()).isEqualTo(new RegisterResult.NoSuchInstance());
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(claviger.client("tv").credentials()).isNotEqualTo(before);
    }

    @Test
    void deregistering_again_begins_the_window_again() {
        claviger.register("tv");
        deregister();
        claviger.clock.advance(Duration.ofDays(29));
        deregister();
        claviger.clock.advance(Duration.ofDays(29));
        assertThat(restore()).isInstanceOf(RegisterResult.AlreadyThere.class);
    }

    @Test
    void deregistering_again_begins_no_window_for_credentials_that_the_vault_has_deleted() {
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
    void whoever_dies_while_deregistering_again_promises_no_window_that_the_vault_does_not_keep(boolean before) {
        Mortality mortality;
        int call = 1;
        do {
            InMemoryClaviger mortal = new InMemoryClaviger();
            mortal.register("tv");
            mortal.useCases.deregisterInstance().deregister(key("tv"));
            mortal.clock.advance(Duration.ofDays(29));
            mortality = new Mortality(call++, before);
            DeregisterInstance dying = mortal.process(mortality::of).deregisterInstance();
            Throwable death = catchThrowable(() -> dying.deregister(key("tv")));
            assertThat(death != null).isEqualTo(mortality.reached());
            mortal.clock.advance(untilJustBeforeTheWindowEnds(mortal));
            assertThat(mortal.useCases.restoreInstance().restore(key("tv")))
                    .as(mortality.lastCall())
                    .isInstanceOf(RegisterResult.AlreadyThere.class);
        } while (mortality.reached());
        assertThat(call).isGreaterThan(5);
    }

    private static Duration untilJustBeforeTheWindowEnds(InMemoryClaviger claviger) {
        Registration.Deregistered deregistered =
                (Registration.Deregistered) claviger.instance("tv").registration();
        return Duration.between(claviger.clock.instant(), deregistered.recoverableUntil())
                .minusSeconds(1);
    }

    @Test
    void a_deregistration_that_the_vault_failed_is_made_good_by_asking_again() {
        claviger.register("tv");
        claviger.vault.failing(true);
        assertThat(catchThrowable(this::deregister)).isInstanceOf(VaultUnavailable.class);
        claviger.vault.failing(false);
        claviger.clock.advance(RegistrationPolicy.DEFAULT.lease());
        assertThat(deregister()).isInstanceOf(DeregisterResult.Deregistered.class);
        assertThat(claviger.vault.find(key("tv"))).isEqualTo(new CredentialVault.StoredCredentials.PendingDeletion());
    }

    @Test
    void nobody_restores_an_instance_while_its_deregistration_is_under_way() {
        claviger.register("tv");
        claviger.vault.failing(true);
        assertThat(catchThrowable(this::deregister)).isInstanceOf(VaultUnavailable.class);
        claviger.vault.failing(false);
        assertThat(restore()).isEqualTo(new RegisterResult.InProgress());
        claviger.clock.advance(RegistrationPolicy.DEFAULT.lease());
        assertThat(restore()).isInstanceOf(RegisterResult.AlreadyThere.class);
    }

    @Test
    void adopted_credentials_are_proved_kept_and_used() {
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
        assertThat(adopt(wrong)).isEqualTo(new RegisterResult.CredentialsRejected());
        assertThat(claviger.instances.find(key("tv"))).isEmpty();
    }

    @Test
    void credentials_that_can_not_be_proved_now_are_not_adopted() {
        ClientCredentials own = claviger.adobe.registerByItself(STATEMENT);
        claviger.adobe.failsWith(new Failure.Unavailable("http_503"));
        assertThat(adopt(own)).isInstanceOf(RegisterResult.Unavailable.class);
        assertThat(claviger.instances.find(key("tv"))).isEmpty();
    }

    @Test
    void an_instance_that_works_keeps_its_client_whatever_is_to_be_adopted() {
        claviger.register("tv");
        ClientCredentials before = claviger.client("tv").credentials();
        assertThat(adopt(claviger.adobe.registerByItself(STATEMENT))).isEqualTo(new RegisterResult.Conflict());
        assertThat(claviger.client("tv").credentials()).isEqualTo(before);
    }

    private RegisterResult adopt(ClientCredentials credentials) {
        return claviger.useCases.adoptCredentials().adopt(key("tv"), credentials, DEVICE);
    }

    private DeregisterResult deregister() {
        return claviger.useCases.deregisterInstance().deregister(key("tv"));
    }

    private RegisterResult restore() {
        return claviger.useCases.restoreInstance().restore(key("tv"));
    }
}
