package io.claviger.aws.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.aws.dynamodb.DynamoDbApplications;
import io.claviger.aws.dynamodb.DynamoDbInstances;
import io.claviger.aws.dynamodb.Tables;
import io.claviger.aws.testing.FakeKms;
import io.claviger.aws.testing.FakeSecretsManager;
import io.claviger.aws.testing.FaultySecretsManager;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.TestData;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.VaultUnavailable;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A process that begins while Secrets Manager fails reads the keyset's copy. */
final class KeysetCopyTest {
    private static final String SECRET = "claviger/test/keyset";
    private static final DynamoDbClient DYNAMO_DB = LocalDynamoDb.client(UrlConnectionHttpClient.create());

    private final FakeClock clock = new FakeClock();
    private final FakeSecretsManager secrets = new FakeSecretsManager(clock);
    private final FaultySecretsManager secretsManager = new FaultySecretsManager(secrets);
    private final FakeKms kms = new FakeKms();
    private final Tables tables = LocalDynamoDb.tables(DYNAMO_DB);
    private final KeysetCopy copy = copy("test");
    private final KeysetRotationSteps steps = new KeysetRotationSteps(secretsManager, copy, "arn:key");

    @BeforeEach
    void deploy() {
        secrets.createSecret(request -> request.name(SECRET)
                .clientRequestToken(UUID.randomUUID().toString())
                .secretString(TestData.SEED));
        // Secrets Manager runs this step alone when the schedule is created.
        steps.perform("testSecret", SECRET, UUID.randomUUID().toString());
    }

    @Test
    void a_cold_process_reads_the_token_in_the_table_while_secrets_manager_fails() {
        Instances before = instances(process());
        Instance instance = TestData.instance(TestData.KEY, new Registration.Active(TestData.client("client")));
        assertThat(before.store(instance)).isPresent();

        secretsManager.refuseAllOf("getSecretValue");
        Instances cold = instances(process());

        assertThat(cold.read(instance.key()).instance().flatMap(Instance::token))
                .isEqualTo(instance.token());
        assertThat(cold.sealSample()).isEmpty();
    }

    @Test
    void without_secrets_manager_and_kms_a_sample_is_not_sealed() {
        secretsManager.refuseAllOf("getSecretValue");
        kms.down(true);
        assertThat(instances(process()).sealSample())
                .map(StorageFailure::reason)
                .contains(StorageFailure.Reason.VAULT_UNAVAILABLE);
    }

    @Test
    void kms_is_not_called_while_secrets_manager_works() {
        int before = kms.calls();
        Sealer sealer = process();
        assertThat(sealer.open(sealer.seal("x", "a", "b"), "a", "b")).isEqualTo("x");
        assertThat(kms.calls()).isEqualTo(before);
    }

    @Test
    void the_copy_opens_what_is_sealed_before_and_after_a_rotation() {
        byte[] before = process().seal("before", "a", "b");
        rotate();
        rotate();
        byte[] after = process().seal("after", "a", "b");

        secretsManager.refuseAllOf("getSecretValue");
        Sealer cold = process();

        assertThat(cold.open(before, "a", "b")).isEqualTo("before");
        assertThat(cold.open(after, "a", "b")).isEqualTo("after");
    }

    @Test
    void a_corrupt_keyset_leads_to_the_copy() {
        byte[] sealed = process().seal("x", "a", "b");
        Sealer sealer = new Sealer(List.of(() -> "nonsense", copy), clock);
        assertThat(sealer.open(sealed, "a", "b")).isEqualTo("x");
    }

    @Test
    void an_older_copy_does_not_replace_the_keyset_in_memory() {
        String old = copy.get();
        rotate();
        Sealer warm = process();
        byte[] sealed = warm.seal("x", "a", "b");
        copy.write(KeysetFormat.parse(old), "arn:key");
        byte[] unknown = TestData.sealerWithAnotherKeyset(clock).seal("y", "a", "b");
        clock.advance(Duration.ofSeconds(2));
        secretsManager.refuseAllOf("getSecretValue");

        assertThatThrownBy(() -> warm.open(unknown, "a", "b")).isInstanceOf(Sealer.SealBroken.class);
        assertThat(warm.open(sealed, "a", "b")).isEqualTo("x");
    }

    @Test
    void the_largest_keyset_fits_into_the_copy() {
        KeysetRotation rotation = new KeysetRotation(new SecureRandom());
        Keyset full = KeysetFormat.parse(TestData.SEED);
        while (full.keys().size() < KeysetRotation.MAX_KEYS) {
            full = rotation.next(full);
        }
        copy.write(full, "arn:key");
        assertThat(KeysetFormat.parse(copy.get()).includes(full)).isTrue();
    }

    @Test
    void another_deployments_copy_does_not_open() {
        assertThatThrownBy(() -> copy("other").get()).isInstanceOf(VaultUnavailable.class);
    }

    @Test
    void the_copy_is_no_application() {
        assertThat(new DynamoDbApplications(DYNAMO_DB, tables).all()).isEmpty();
    }

    private void rotate() {
        String token = UUID.randomUUID().toString();
        List.of("createSecret", "setSecret", "testSecret", "finishSecret")
                .forEach(step -> steps.perform(step, SECRET, token));
    }

    private KeysetCopy copy(String stage) {
        return new KeysetCopy(() -> DYNAMO_DB, () -> kms, tables.applications(), stage);
    }

    private Sealer process() {
        return new Sealer(List.of(new KeysetSecret(() -> secretsManager, SECRET), copy), clock);
    }

    private Instances instances(Sealer sealer) {
        return new DynamoDbInstances(DYNAMO_DB, tables, 8, sealer, _ -> {}, clock);
    }
}
