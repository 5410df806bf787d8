package io.claviger.core.vault;

import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.claviger.core.Identifiers;
import io.claviger.core.fake.DelegatingTableVault;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.InMemoryTableVault;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vault.MoveCredentials.MoveResult;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MoveCredentialsTest {
    private static final InstanceKey TV = key("tv");
    private static final Duration WINDOW = Duration.ofDays(7);

    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final InMemoryTableVault table = new InMemoryTableVault(claviger.clock);

    @Test
    void a_client_moves_there_and_back_and_can_be_read_in_between() {
        claviger.register("tv");
        StoredCredentials client = claviger.vault.find(TV);

        assertThat(to(CredentialStorage.TABLE, table).move(TV)).isEqualTo(new MoveResult.Moved());
        assertThat(claviger.vault.find(TV)).isEqualTo(new StoredCredentials.PendingDeletion());
        assertThat(read()).isEqualTo(client);

        assertThat(to(CredentialStorage.SECRETS_MANAGER, table).move(TV)).isEqualTo(new MoveResult.Moved());
        assertThat(table.find(TV)).isEqualTo(new StoredCredentials.Absent());
        assertThat(read()).isEqualTo(client);
    }

    @Test
    void a_copy_does_not_count_if_a_replacement_began_before_it_was_compared() {
        claviger.register("tv");
        StoredCredentials client = claviger.vault.find(TV);
        TableVault slow = new DelegatingTableVault(table) {
            @Override
            public WriteResult stage(InstanceKey key, ClientWithSecret copy) {
                WriteResult staged = super.stage(key, copy);
                Instance instance = claviger.instance("tv");
                claviger.put(instance.with(new Attempt(
                        "a".repeat(36),
                        claviger.clock.instant(),
                        Optional.empty(),
                        instance.registration().knownClient())));
                return staged;
            }
        };

        assertThat(to(CredentialStorage.TABLE, slow).move(TV)).isEqualTo(new MoveResult.Busy());

        assertThat(table.find(TV)).isEqualTo(new StoredCredentials.Absent());
        assertThat(read()).isEqualTo(client);
    }

    @Test
    void a_move_that_died_after_its_commit_is_finished_by_a_later_one() {
        claviger.register("tv");
        claviger.vault.beforeDiscarding(() -> {
            throw new IllegalStateException("the process died");
        });
        MoveCredentials move = to(CredentialStorage.TABLE, table);
        assertThat(catchThrowable(() -> move.move(TV))).hasMessage("the process died");
        assertThat(move.look(claviger.instance("tv"))).isEqualTo(new MoveResult.ToMove());
        assertThat(move.move(TV)).isEqualTo(new MoveResult.Busy());

        claviger.clock.advance(Duration.ofMinutes(2));

        assertThat(move.move(TV)).isEqualTo(new MoveResult.Moved());
        assertThat(claviger.vault.find(TV)).isEqualTo(new StoredCredentials.PendingDeletion());
        assertThat(move.move(TV)).isEqualTo(new MoveResult.AlreadyThere());
    }

    /** Of a registration that stalled until somebody had deleted the adopted client by hand. */
    @Test
    void a_client_that_the_registration_does_not_name_moves_to_secrets_manager() {
        claviger.register("phone");
        claviger.register("tv");
        assertThat(to(CredentialStorage.TABLE, table).move(TV)).isEqualTo(new MoveResult.Moved());
        ClientWithSecret late =
                claviger.vault.secret(key("phone")).orElseThrow().client();
        table.windowEnds(TV);
        table.create(TV, late, "a".repeat(36));

        assertThat(to(CredentialStorage.SECRETS_MANAGER, table).move(TV)).isEqualTo(new MoveResult.Moved());

        assertThat(read()).isEqualTo(new StoredCredentials.Present(late));
        assertThat(table.find(TV)).isEqualTo(new StoredCredentials.Absent());
    }

    private StoredCredentials read() {
        return new TwoStorageVault(new CredentialStorages(claviger.vault, table, CredentialStorage.TABLE)).find(TV);
    }

    private MoveCredentials to(CredentialStorage target, TableVault through) {
        return new MoveCredentials(
                claviger.instances,
                new CredentialStorages(claviger.vault, through, target),
                WINDOW,
                new Identifiers(new SplittableRandom(3)),
                () -> Duration.ofMinutes(1));
    }
}
