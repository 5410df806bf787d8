package io.claviger.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.testing.AnswerLosingHttpClient;
import io.claviger.aws.testing.CredentialVaultContract;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.TestData;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials.Absent;
import io.claviger.core.vault.CredentialVault.StoredCredentials.PendingDeletion;
import io.claviger.core.vault.CredentialVault.StoredCredentials.Present;
import io.claviger.core.vault.CredentialVault.StoredCredentials.Unreadable;
import io.claviger.core.vault.CredentialVault.WriteResult.Failed;
import io.claviger.core.vault.CredentialVault.WriteResult.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoDbVaultTest extends CredentialVaultContract {
    private static final AnswerLosingHttpClient HTTP = new AnswerLosingHttpClient();
    private static final DynamoDbClient CLIENT = LocalDynamoDb.client(HTTP);
    private static final Tables TABLES = LocalDynamoDb.tables(CLIENT);

    private final FakeClock clock = new FakeClock();
    private final DynamoDbVault vault = vault(TABLES);

    @Override
    protected CredentialVault vault() {
        return vault;
    }

    @Override
    protected void loseNextAnswer() {
        HTTP.loseNextAnswer();
    }

    @Test
    void a_replacement_whose_answer_was_lost_is_recognized_as_its_own() {
        vault.create(key, one, attempt());
        loseNextAnswer();
        assertThat(vault.replace(key, other, attempt(), new ClientId("client-one")))
                .isEqualTo(new Stored());
        assertThat(vault.find(key)).isEqualTo(new Present(other));
    }

    @Test
    void credentials_past_their_window_are_absent_and_may_be_created_again() {
        vault.create(key, one, attempt());
        vault.discard(key, Duration.ofDays(7));

        clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(vault.find(key)).isEqualTo(new PendingDeletion());

        clock.advance(Duration.ofSeconds(1));
        vault.restore(key);
        assertThat(vault.find(key)).isEqualTo(new Absent());
        assertThat(vault.create(key, other, attempt())).isEqualTo(new Stored());
        assertThat(vault.find(key)).isEqualTo(new Present(other));
    }

    @Test
    void the_table_does_not_hold_the_client_secret_in_clear() {
        vault.create(key, one, attempt());

        Map<String, AttributeValue> item = CLIENT.getItem(request -> request.tableName(TABLES.instances())
                        .key(Map.of("instanceKey", AttributeValue.fromS("_vault#" + key))))
                .item();

        assertThat(item).containsKey("client");
        assertThat(item.values())
                .allSatisfy(value -> assertThat(value.toString()).doesNotContain("the secret of"))
                .filteredOn(value -> value.b() != null)
                .allSatisfy(value -> assertThat(value.b().asString(StandardCharsets.ISO_8859_1))
                        .doesNotContain("the secret of"));
    }

    @Test
    void an_unavailable_table_makes_the_vault_unavailable() {
        DynamoDbVault nowhere = vault(new Tables("none", "none"));

        assertThat(nowhere.find(key)).isInstanceOf(Unreadable.class);
        assertThat(nowhere.create(key, one, attempt())).isInstanceOf(Failed.class);
        assertThat(nowhere.discard(key, Duration.ofDays(7))).isPresent();
    }

    private DynamoDbVault vault(Tables tables) {
        return new DynamoDbVault(CLIENT, tables, TestData.sealer(clock), clock);
    }
}
