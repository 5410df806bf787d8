package io.claviger.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.testing.AnswerLosingHttpClient;
import io.claviger.aws.testing.CredentialVaultContract;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.TestData;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.fake.InMemoryVault;
import io.claviger.core.vault.CredentialStorage;
import io.claviger.core.vault.CredentialStorages;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials.Absent;
import io.claviger.core.vault.CredentialVault.StoredCredentials.PendingDeletion;
import io.claviger.core.vault.CredentialVault.StoredCredentials.Present;
import io.claviger.core.vault.CredentialVault.WriteResult.Refused;
import io.claviger.core.vault.CredentialVault.WriteResult.Stored;
import io.claviger.core.vault.TableVault.Entry.Elsewhere;
import io.claviger.core.vault.TableVault.Entry.Here;
import io.claviger.core.vault.TableVault.Entry.None;
import io.claviger.core.vault.TwoStorageVault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The vault of two storages keeps the contract, and the table's entries tell where credentials are. */
final class MovedCredentialsTest extends CredentialVaultContract {
    private static final ClientId ONE = new ClientId("client-one");
    private static final AnswerLosingHttpClient HTTP = new AnswerLosingHttpClient();
    private static final DynamoDbClient CLIENT = LocalDynamoDb.client(HTTP);
    private static final Tables TABLES = LocalDynamoDb.tables(CLIENT);

    private final FakeClock clock = new FakeClock();
    private final InMemoryVault secrets = new InMemoryVault(clock);
    private final DynamoDbVault table = new DynamoDbVault(CLIENT, TABLES, TestData.sealer(clock), clock);
    private final CredentialVault vault =
            new TwoStorageVault(new CredentialStorages(secrets, table, CredentialStorage.TABLE));

    @Override
    protected CredentialVault vault() {
        return vault;
    }

    @Override
    protected void loseNextAnswer() {
        HTTP.loseNextAnswer();
    }

    @Test
    void a_staged_copy_counts_once_it_is_committed() {
        secrets.create(key, one, attempt());

        assertThat(table.stage(key, one)).isEqualTo(new Stored());
        assertThat(table.locate(key)).isEqualTo(new Elsewhere(true));
        assertThat(table.staged(key)).isEqualTo(new Present(one));
        assertThat(table.find(key)).isEqualTo(new Absent());

        assertThat(table.commit(key, ONE)).isEqualTo(new Stored());
        assertThat(table.locate(key)).isEqualTo(new Here(new Present(one), true));
        assertThat(table.unclaim(key)).isEmpty();
        assertThat(table.locate(key)).isEqualTo(new Here(new Present(one), false));
    }

    @Test
    void a_write_to_secrets_manager_withdraws_a_staged_copy() {
        secrets.create(key, one, attempt());
        table.stage(key, one);

        assertThat(vault.replace(key, other, attempt(), ONE)).isEqualTo(new Stored());

        assertThat(table.commit(key, ONE)).isEqualTo(new Refused());
        assertThat(vault.find(key)).isEqualTo(new Present(other));
    }

    @Test
    void a_copy_does_not_overwrite_what_the_table_holds() {
        table.create(key, one, attempt());

        assertThat(table.stage(key, other)).isEqualTo(new Refused());
        assertThat(table.mark(key)).isEqualTo(new Refused());
        assertThat(table.unstage(key)).isEqualTo(new Refused());
        assertThat(vault.find(key)).isEqualTo(new Present(one));
    }

    @Test
    void a_replacement_keeps_the_note_of_a_copy() {
        table.stage(key, one);
        table.commit(key, ONE);

        table.replace(key, other, attempt(), ONE);

        assertThat(table.locate(key)).isEqualTo(new Here(new Present(other), true));
    }

    @Test
    void only_the_client_that_was_copied_is_released() {
        table.create(key, other, attempt());

        assertThat(table.release(key, ONE)).isEqualTo(new Refused());
        assertThat(table.release(key, new ClientId("client-other"))).isEqualTo(new Stored());
        assertThat(table.locate(key)).isEqualTo(new Elsewhere(false));
        assertThat(table.create(key, one, attempt())).isEqualTo(new Refused());
    }

    @Test
    void two_moves_do_not_work_on_one_copy() {
        table.stage(key, one);
        table.commit(key, ONE);
        assertThat(table.claim(key)).isEqualTo(new Refused());

        clock.advance(Duration.ofMinutes(2));

        assertThat(table.claim(key)).isEqualTo(new Stored());
        assertThat(table.claim(key)).isEqualTo(new Refused());
        table.unclaim(key);
        assertThat(table.claim(key)).isEqualTo(new Stored());
    }

    @Test
    void a_mark_ends_after_a_day() {
        table.stage(key, one);

        clock.advance(Duration.ofDays(1));

        assertThat(table.locate(key)).isEqualTo(new None());
        assertThat(table.commit(key, ONE)).isEqualTo(new Refused());
        assertThat(table.create(key, other, attempt())).isEqualTo(new Stored());
    }

    @Test
    void discarding_takes_a_copy_in_secrets_manager_along() {
        secrets.create(key, one, attempt());
        table.stage(key, one);
        table.commit(key, ONE);

        assertThat(vault.discard(key, Duration.ofDays(7))).isEmpty();

        assertThat(secrets.find(key)).isEqualTo(new PendingDeletion());
        assertThat(vault.restoreAndFind(key)).isEqualTo(new Present(one));
    }
}
