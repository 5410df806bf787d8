package io.claviger.core.revocation;

import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Refusal;
import io.claviger.core.instance.Registration;
import io.claviger.core.registration.RegisterResult;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Adobe refuses a good client for a while. */
class WrongQuarantineTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @BeforeEach
    void register() {
        claviger.register("tv");
    }

    @Test
    void a_client_that_is_refused_for_seconds_is_not_quarantined() {
        claviger.client("tv").kill();
        for (int refusals = 0; refusals < 5; refusals++) {
            claviger.vend("tv");
            claviger.followEvidence();
            claviger.clock.advance(Duration.ofSeconds(30));
        }
        assertThat(status()).isEqualTo("SUSPECT");
    }

    @Test
    void a_wrongly_quarantined_instance_comes_back_by_its_own_registration_call() {
        quarantineWrongly();
        claviger.clock.advance(Duration.ofMinutes(2));
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.AlreadyThere.class);
        assertThat(status()).isEqualTo("ACTIVE");
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void a_refused_client_is_asked_for_at_most_once_in_two_minutes() {
        claviger.quarantine("tv");
        long before = claviger.calls("token");
        for (int calls = 0; calls < 10; calls++) {
            assertThat(claviger.register("tv")).isEqualTo(new RegisterResult.CredentialsRefused());
            claviger.clock.advance(Duration.ofSeconds(10));
        }
        assertThat(claviger.calls("token") - before).isEqualTo(1);
        claviger.clock.advance(Duration.ofMinutes(2));
        claviger.register("tv");
        assertThat(claviger.calls("token") - before).isEqualTo(2);
    }

    private void quarantineWrongly() {
        Registration.Active active =
                (Registration.Active) claviger.instance("tv").registration();
        claviger.put(claviger.instance("tv")
                .with(new Registration.Quarantined(
                        active.client(), new Refusal("invalid_client", claviger.clock.instant()))));
        assertThat(claviger.vend("tv")).isEqualTo(new VendResult.Quarantined());
    }

    private String status() {
        return claviger.instances.find(key("tv")).orElseThrow().registration().status();
    }
}
