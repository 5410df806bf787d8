package io.claviger.core.registration;

import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Registration;
import io.claviger.core.registration.DeregisterInstance.DeregisterResult;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A slow deregistration keeps the credentials of an instance that was restored meanwhile. */
class ConcurrentDeregistrationsTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @BeforeEach
    void a_registered_instance() {
        claviger.register("tv");
    }

    @Test
    void an_instance_is_not_deregistered_again_while_it_is_being_deregistered() {
        claviger.vault.beforeDiscarding(() -> {
            assertThat(deregister()).isEqualTo(new DeregisterResult.InProgress());
            assertThat(restore()).isEqualTo(new RegisterResult.InProgress());
        });
        assertThat(deregister()).isInstanceOf(DeregisterResult.Deregistered.class);
        assertThat(claviger.instance("tv").registration()).isInstanceOf(Registration.Deregistered.class);
        assertThat(claviger.vault.find(key("tv"))).isEqualTo(new CredentialVault.StoredCredentials.PendingDeletion());
    }

    @Test
    void a_deregistration_restores_credentials_it_discarded_after_a_restore() {
        ClientCredentials before = claviger.client("tv").credentials();
        claviger.vault.beforeDiscarding(() -> {
            claviger.clock.advance(RegistrationPolicy.DEFAULT.lease());
            assertThat(restore()).isInstanceOf(RegisterResult.AlreadyThere.class);
        });
        assertThat(deregister()).isEqualTo(new DeregisterResult.InProgress());
        claviger.clock.advance(RegistrationPolicy.DEFAULT.recoveryWindow().plus(Duration.ofDays(1)));
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
        assertThat(claviger.client("tv").credentials()).isEqualTo(before);
    }

    private DeregisterResult deregister() {
        return claviger.useCases.deregisterInstance().deregister(key("tv"));
    }

    private RegisterResult restore() {
        return claviger.useCases.restoreInstance().restore(key("tv"));
    }
}
