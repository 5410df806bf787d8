package io.claviger.core.registration;

import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.DEVICE;
import static io.claviger.core.fake.InMemoryClaviger.REDIRECT;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.fake.FaultyStorage;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.Ports;
import io.claviger.core.fake.RegisteredClient;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.journal.Entry;
import io.claviger.core.statement.StoreApplicationCommand;
import io.claviger.core.statement.StoreResult;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.core.usecases.UseCases;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No client is made that cannot be kept, and a client that a living process received is kept. */
class ClientIsKeptTest {
    private static final SoftwareStatement OTHER = new SoftwareStatement("statement-of-another-application");

    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final FaultyStorage storage = new FaultyStorage();
    private final UseCases useCases = claviger.process(storage::around);
    private final int before = claviger.adobe.clients().size();

    @Test
    void no_client_is_made_while_the_sealing_key_is_out_of_reach() {
        storage.sealingFails(true);
        for (int tries = 0; tries < 4; tries++) {
            assertThat(register()).isInstanceOf(RegisterResult.Unavailable.class);
            claviger.clock.advance(Duration.ofSeconds(20));
        }
        assertThat(made()).isZero();
        storage.sealingFails(false);
        claviger.clock.advance(Duration.ofMinutes(1));
        assertThat(register()).isInstanceOf(RegisterResult.Registered.class);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void no_canary_is_made_while_the_sealing_key_is_out_of_reach() {
        claviger.adobe.approve(OTHER, REDIRECT);
        storage.sealingFails(true);
        for (int tries = 0; tries < 4; tries++) {
            assertThat(storeOtherApplication()).isInstanceOf(StoreResult.Unavailable.class);
            claviger.clock.advance(Duration.ofSeconds(20));
        }
        assertThat(made()).isZero();
        storage.sealingFails(false);
        assertThat(storeOtherApplication()).isInstanceOf(StoreResult.Created.class);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void a_salvage_that_fails_is_tried_again() {
        storage.vaultFailsAfterRegistering(true);
        storage.salvagesFail(3);
        assertThat(register()).isInstanceOf(RegisterResult.Unavailable.class);
        assertThat(attempt().toStore()).isPresent();
        secondTryUsesTheFirstClient();
    }

    @Test
    void a_vault_that_recovers_within_the_lease_stores_the_client() {
        storage.vaultFailsAfterRegistering(true);
        storage.salvagesFail(Integer.MAX_VALUE);
        IntStream.range(0, 20).forEach(_ -> claviger.clock.duringNextPause(() -> {}));
        claviger.clock.duringNextPause(() -> storage.vaultFailsAfterRegistering(false));
        assertThat(register()).isInstanceOf(RegisterResult.Registered.class);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void a_vault_that_throws_after_the_answer_costs_no_client() {
        storage.vaultThrowsAfterRegistering(true);
        assertThat(register()).isInstanceOf(RegisterResult.Unavailable.class);
        storage.vaultThrowsAfterRegistering(false);
        secondTryUsesTheFirstClient();
    }

    @Test
    void a_client_that_nothing_took_until_the_lease_ended_is_recorded_by_its_id() {
        storage.vaultFailsAfterRegistering(true);
        storage.salvagesFail(Integer.MAX_VALUE);
        Instant begun = claviger.clock.instant();
        assertThat(register()).isInstanceOf(RegisterResult.Unavailable.class);
        assertThat(Duration.between(begun, claviger.clock.instant()))
                .isBetween(Ports.SETTINGS.registration().lease(), Duration.ofSeconds(16));
        ClientId lost = lastClient();
        assertThat(claviger.journal).contains(new Entry.ClientLeftBehind(key("tv"), lost));
    }

    @Test
    void a_salvaged_client_that_another_process_stored_is_not_left_behind() {
        storage.vaultFailsAfterRegistering(true);
        storage.salvageIsDoneButFails(() -> claviger.register("tv"));
        register();
        assertThat(claviger.instance("tv").registration()).isInstanceOf(Registration.Active.class);
        assertThat(claviger.journal).doesNotHaveAnyElementsOfTypes(Entry.ClientLeftBehind.class);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void an_unreadable_statement_leaves_no_lease_and_no_possible_client() {
        UseCases unreadable = claviger.process(ports -> storage.around(ports).withStatements(new SoftwareStatements() {
            @Override
            public Optional<StorageFailure> keep(ApplicationId application, SoftwareStatement statement) {
                return Optional.empty();
            }

            @Override
            public StoredStatement find(ApplicationId application, StatementFingerprint fingerprint) {
                return new StoredStatement.Unreadable(StorageFailure.of(new VaultUnavailable("down")));
            }
        }));
        assertThat(unreadable.registerInstance().register(command())).isInstanceOf(RegisterResult.Unavailable.class);
        claviger.clock.advance(Duration.ofSeconds(2));
        Instant next = claviger.clock.instant();
        assertThat(register()).isInstanceOf(RegisterResult.Registered.class);
        assertThat(claviger.clock.instant()).isEqualTo(next);
        assertThat(claviger.journal).doesNotHaveAnyElementsOfTypes(Entry.ClientPossiblyLeftBehind.class);
    }

    private void secondTryUsesTheFirstClient() {
        ClientId first = lastClient();
        storage.vaultFailsAfterRegistering(false);
        claviger.clock.advance(Duration.ofSeconds(2));
        assertThat(register()).isInstanceOf(RegisterResult.Registered.class);
        assertThat(made()).isEqualTo(1);
        assertThat(claviger.instance("tv").registration().has(first)).isTrue();
        assertThat(claviger.journal).doesNotHaveAnyElementsOfTypes(Entry.ClientLeftBehind.class);
    }

    private RegisterResult register() {
        return useCases.registerInstance().register(command());
    }

    private static RegisterCommand command() {
        return new RegisterCommand(key("tv"), Optional.empty(), DEVICE, false);
    }

    private StoreResult storeOtherApplication() {
        return useCases.storeApplication()
                .store(new StoreApplicationCommand(
                        new ApplicationId(APP.value() + "-2"),
                        "Other",
                        OTHER,
                        "{}",
                        Optional.of(REDIRECT),
                        Optional.empty(),
                        RejectedCredentialsPolicy.HOLD));
    }

    private Attempt attempt() {
        return (Attempt) claviger.instance("tv").registration();
    }

    private int made() {
        return claviger.adobe.clients().size() - before;
    }

    private ClientId lastClient() {
        return claviger.adobe.clients().stream()
                .map(RegisteredClient::credentials)
                .reduce((_, last) -> last)
                .orElseThrow()
                .clientId();
    }
}
