package io.claviger.core.registration;

import static io.claviger.core.fake.InMemoryClaviger.DEVICE;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.core.fake.Crash;
import io.claviger.core.fake.DelegatingInstances;
import io.claviger.core.fake.FaultyStorage;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.Ports;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.journal.Entry;
import io.claviger.core.usecases.UseCases;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** No call to Adobe is begun whose answer might come after Lambda has ended the invocation. */
class EndOfInvocationTest {
    private static final String INSTANCE = "tv";

    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final FaultyStorage storage = new FaultyStorage();
    private Instant end = Instant.MAX;
    private final UseCases useCases = storage.around(claviger.ports())
            .useCases(
                    Ports.SETTINGS,
                    claviger.clock,
                    new SplittableRandom(3),
                    () -> Duration.between(claviger.clock.instant(), end));

    @Test
    void a_registration_that_lambda_might_cut_off_is_not_begun() {
        long before = claviger.calls("register");
        invocationEndsIn(Duration.ofSeconds(11));
        assertThat(register()).isInstanceOf(RegisterResult.Unavailable.class);
        assertThat(claviger.calls("register")).isEqualTo(before);

        claviger.clock.advance(Duration.ofSeconds(5));
        invocationEndsIn(Duration.ofSeconds(28));
        assertThat(register()).isInstanceOf(RegisterResult.Registered.class);
        assertThat(claviger.journal).noneMatch(Entry.ClientPossiblyLeftBehind.class::isInstance);
    }

    @Test
    void a_refresh_that_lambda_might_cut_off_is_not_begun() {
        claviger.register(INSTANCE);
        long before = claviger.calls("token");
        invocationEndsIn(Duration.ofSeconds(11));
        assertThat(useCases.vendToken().vend(key(INSTANCE), Admission.ALREADY, Duration.ZERO, DEVICE))
                .isInstanceOf(VendResult.Unavailable.class);
        assertThat(claviger.calls("token")).isEqualTo(before);
    }

    @Test
    void a_client_that_nothing_keeps_is_named_before_the_invocation_ends() {
        storage.vaultFailsAfterRegistering(true);
        storage.salvagesFail(1_000);
        invocationEndsIn(Duration.ofSeconds(13));
        register();
        assertThat(claviger.journal).anyMatch(Entry.ClientLeftBehind.class::isInstance);
        assertThat(claviger.clock.instant()).isBefore(end);
    }

    @Test
    void a_client_is_in_the_log_before_lambda_may_cut_its_salvage_off() {
        storage.vaultFailsAfterRegistering(true);
        UseCases cutOff = storage.around(claviger.ports())
                .withInstances(new DelegatingInstances(claviger.instances) {
                    @Override
                    protected Instance toStore(Instance instance) {
                        if (instance.registration() instanceof Attempt attempt
                                && attempt.toStore().isPresent()) {
                            throw new Crash();
                        }
                        return instance;
                    }
                })
                .useCases(Ports.SETTINGS, claviger.clock, new SplittableRandom(3), () -> Duration.ofSeconds(13));
        assertThatThrownBy(() -> cutOff.registerInstance()
                        .register(new RegisterCommand(key(INSTANCE), Optional.empty(), DEVICE, false)))
                .isInstanceOf(Crash.class);
        assertThat(claviger.journal)
                .filteredOn(Entry.ClientPossiblyLeftBehind.class::isInstance)
                .hasSize(1);
    }

    private void invocationEndsIn(Duration left) {
        end = claviger.clock.instant().plus(left);
    }

    private RegisterResult register() {
        return useCases.registerInstance()
                .register(new RegisterCommand(key(INSTANCE), Optional.empty(), DEVICE, false));
    }
}
