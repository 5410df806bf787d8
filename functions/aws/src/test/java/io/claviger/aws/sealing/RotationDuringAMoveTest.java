package io.claviger.aws.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.dynamodb.DynamoDbVault;
import io.claviger.aws.dynamodb.Tables;
import io.claviger.aws.testing.AnswerLosingHttpClient;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.TestData;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vault.CredentialVault.WriteResult;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The keyset is rotated while credentials move into the table. */
final class RotationDuringAMoveTest {
    private static final DynamoDbClient CLIENT = LocalDynamoDb.client(new AnswerLosingHttpClient());
    private static final Tables TABLES = LocalDynamoDb.tables(CLIENT);
    private static final InstanceKey KEY = InstanceKey.parse("app#rotated");

    private final FakeClock clock = new FakeClock();
    private String keyset = TestData.SEED;

    @Test
    void a_copy_staged_before_a_rotation_is_committed_and_read_after_it() {
        ClientWithSecret client = TestData.registration("client-one");
        DynamoDbVault before = process();
        assertThat(before.stage(KEY, client)).isEqualTo(new WriteResult.Stored());

        keyset = KeysetFormat.write(new KeysetRotation(new SecureRandom()).next(KeysetFormat.parse(keyset)));

        DynamoDbVault after = process();
        assertThat(after.staged(KEY)).isEqualTo(new StoredCredentials.Present(client));
        assertThat(after.commit(KEY, new ClientId("client-one"))).isEqualTo(new WriteResult.Stored());
        assertThat(before.find(KEY)).isEqualTo(new StoredCredentials.Present(client));
        assertThat(process().find(KEY)).isEqualTo(new StoredCredentials.Present(client));
    }

    /** A process that reads the keyset as it is now. */
    private DynamoDbVault process() {
        return new DynamoDbVault(CLIENT, TABLES, new Sealer(List.of(() -> keyset), clock), clock);
    }
}
