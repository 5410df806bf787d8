package io.claviger.core.registration;

import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.registration.DeregisterInstance.DeregisterResult;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Credentials that were deleted from the vault for good: each call says so, and a documented one leads out. */
class LostCredentialsTest {
    private InMemoryClaviger claviger = new InMemoryClaviger();

    @Test
    void an_operators_put_registers_the_instance_anew() {
        loseCredentials();
        assertThat(claviger.registerByOperator("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void under_reregister_the_apps_own_put_registers_the_instance_anew() {
        claviger = new InMemoryClaviger(RejectedCredentialsPolicy.REREGISTER);
        loseCredentials();
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void under_hold_the_apps_own_put_says_that_the_credentials_are_lost() {
        loseCredentials();
        assertThat(claviger.register("tv")).isEqualTo(new RegisterResult.CredentialsLost());
        assertThat(claviger.calls("register")).isEqualTo(2);
    }

    @Test
    void a_restoration_says_that_the_credentials_are_lost() {
        loseCredentials();
        assertThat(claviger.useCases.restoreInstance().restore(key("tv")))
                .isEqualTo(new RegisterResult.CredentialsLost());
    }

    @Test
    void a_deregistration_promises_no_recovery() {
        loseCredentials();
        assertThat(claviger.useCases.deregisterInstance().deregister(key("tv")))
                .isInstanceOfSatisfying(
                        DeregisterResult.Deregistered.class,
                        done -> assertThat(done.recoverableUntil()).isBeforeOrEqualTo(claviger.clock.instant()));
        assertThat(claviger.useCases.restoreInstance().restore(key("tv")))
                .isEqualTo(new RegisterResult.NoSuchInstance());
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
    }

    @Test
    void a_quarantined_instance_without_credentials_is_registered_anew() {
        claviger.quarantine("tv");
        claviger.clock.advance(Duration.ofMinutes(2));
        claviger.vault.windowEnds(key("tv"));
        assertThat(claviger.registerByOperator("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void credentials_that_wait_for_deletion_come_back_by_the_apps_own_put() {
        claviger.register("tv");
        assertThat(claviger.vault.discard(key("tv"), Duration.ofDays(7))).isEmpty();
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Unavailable.class);
        claviger.clock.advance(Duration.ofMinutes(2));

        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.AlreadyThere.class);
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
        assertThat(claviger.calls("register")).isEqualTo(2);
    }

    @Test
    void a_lost_statement_comes_back_when_its_application_is_stored() {
        claviger.statements.lose();
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Unavailable.class);
        claviger.clock.advance(Duration.ofMinutes(2));

        claviger.store(InMemoryClaviger.STATEMENT, RejectedCredentialsPolicy.HOLD);
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
    }

    @Test
    void a_secret_that_is_not_visible_yet_costs_no_client() {
        claviger.register("tv");
        claviger.vault.windowEnds(key("tv"));
        claviger.vend("tv");
        assertThat(claviger.registerByOperator("tv")).isInstanceOf(RegisterResult.AlreadyThere.class);
        assertThat(claviger.calls("register")).isEqualTo(2);
    }

    /** Its client may be old: a salvaged one is stored later. */
    @Test
    void an_old_client_whose_secret_is_not_visible_yet_is_kept() {
        claviger.register("tv");
        claviger.clock.advance(Duration.ofMinutes(2));
        claviger.vault.invisibleUntil(key("tv"), claviger.clock.instant().plusSeconds(3));
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Unavailable.class);
        assertThat(claviger.registerByOperator("tv")).isInstanceOf(RegisterResult.AlreadyThere.class);
        assertThat(claviger.calls("register")).isEqualTo(2);
    }

    /** Registered and vended, then deleted by force, and missed by a vend. */
    private void loseCredentials() {
        claviger.register("tv");
        claviger.clock.advance(Duration.ofMinutes(2));
        claviger.vault.windowEnds(key("tv"));
        claviger.vend("tv");
        claviger.clock.advance(Duration.ofMinutes(2));
    }
}
