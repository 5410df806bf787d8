package io.claviger.aws.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.aws.testing.FakeKms;
import io.claviger.aws.testing.FakeSecretsManager;
import io.claviger.aws.testing.FaultySecretsManager;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.TestData;
import io.claviger.core.fake.FakeClock;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

final class KeysetRotationTest {
    private static final String SECRET = "claviger/test/keyset";
    private static final byte[] CLEAR = "clear".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PLACE = "place".getBytes(StandardCharsets.UTF_8);

    private static final DynamoDbClient DYNAMO_DB = LocalDynamoDb.client(UrlConnectionHttpClient.create());

    private final FakeSecretsManager secrets = new FakeSecretsManager(new FakeClock());
    private final FaultySecretsManager faulty = new FaultySecretsManager(secrets);
    private final KeysetRotationSteps steps = new KeysetRotationSteps(
            faulty,
            new KeysetCopy(
                    () -> DYNAMO_DB,
                    FakeKms::new,
                    LocalDynamoDb.tables(DYNAMO_DB).applications(),
                    "test"),
            "arn:key");
    private final KeysetRotation rotation = new KeysetRotation(new SecureRandom());

    @BeforeEach
    void deploy() {
        secrets.createSecret(request -> request.name(SECRET)
                .clientRequestToken(UUID.randomUUID().toString())
                .secretString(TestData.SEED));
    }

    @Test
    void adjacent_keysets_open_each_others_texts_and_all_older_ones() throws Exception {
        List<byte[]> everything = new ArrayList<>();
        Keyset before = KeysetFormat.parse(TestData.SEED);
        for (int i = 0; i < 10; i++) {
            Keyset after = rotation.next(before);
            everything.add(before.seal(CLEAR, PLACE));

            assertThat(before.open(after.seal(CLEAR, PLACE), PLACE)).isEqualTo(CLEAR);
            for (byte[] sealed : everything) {
                assertThat(after.open(sealed, PLACE)).isEqualTo(CLEAR);
            }
            before = after;
        }
    }

    @Test
    void each_rotation_after_the_first_seals_with_a_new_key() {
        Keyset first = rotation.next(KeysetFormat.parse(TestData.SEED));
        Keyset second = rotation.next(first);
        Keyset third = rotation.next(second);

        assertThat(List.of(first, second, third).stream().map(Keyset::primary).map(SealingKey::id))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_full_keyset_is_not_rotated_and_fits_into_a_secret() {
        Keyset full = KeysetFormat.parse(TestData.SEED);
        while (full.keys().size() < KeysetRotation.MAX_KEYS) {
            full = rotation.next(full);
        }
        Keyset keyset = full;

        assertThat(KeysetFormat.write(keyset)).hasSizeLessThan(65_536);
        assertThatThrownBy(() -> rotation.next(keyset)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_four_steps_make_the_next_keyset_current() throws Exception {
        byte[] before = current().seal(CLEAR, PLACE);

        rotate("1".repeat(32));
        rotate("2".repeat(32));

        assertThat(current().keys()).hasSize(3);
        assertThat(current().open(before, PLACE)).isEqualTo(CLEAR);
    }

    @Test
    void every_step_may_be_repeated() {
        String token = UUID.randomUUID().toString();
        for (String step : List.of("createSecret", "setSecret", "testSecret", "finishSecret")) {
            steps.perform(step, SECRET, token);
            steps.perform(step, SECRET, token);
        }
        assertThat(current().keys()).hasSize(2);
    }

    @Test
    void a_step_repeated_after_a_lost_answer_succeeds() {
        String token = UUID.randomUUID().toString();
        faulty.loseNextAnswerTo("putSecretValue");
        steps.perform("createSecret", SECRET, token);
        faulty.refuseAllOf("updateSecretVersionStage");
        assertThatThrownBy(() -> steps.perform("finishSecret", SECRET, token))
                .isInstanceOf(SecretsManagerException.class);
        faulty.recover();
        steps.perform("finishSecret", SECRET, token);

        assertThat(current().keys()).hasSize(2);
    }

    @Test
    void a_rotation_overtaken_by_another_does_not_make_its_keyset_current() {
        String overtaken = UUID.randomUUID().toString();
        steps.perform("createSecret", SECRET, overtaken);
        keepByAnotherLabel(overtaken);
        rotate(UUID.randomUUID().toString());
        Keyset current = current();

        assertThatThrownBy(() -> steps.perform("testSecret", SECRET, overtaken))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> steps.perform("finishSecret", SECRET, overtaken))
                .isInstanceOf(IllegalStateException.class);
        assertThat(current().includes(current)).isTrue();
    }

    @Test
    void the_test_step_alone_succeeds_and_changes_nothing() {
        Keyset before = current();

        steps.perform("testSecret", SECRET, UUID.randomUUID().toString());

        assertThat(KeysetFormat.write(current())).isEqualTo(KeysetFormat.write(before));
    }

    @Test
    void a_rotation_without_a_pending_keyset_is_not_finished() {
        assertThatThrownBy(() ->
                        steps.perform("finishSecret", SECRET, UUID.randomUUID().toString()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_unknown_step_is_refused() {
        assertThatThrownBy(() -> steps.perform("dropSecret", SECRET, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    private void rotate(String token) {
        List.of("createSecret", "setSecret", "testSecret", "finishSecret")
                .forEach(step -> steps.perform(step, SECRET, token));
    }

    private void keepByAnotherLabel(String version) {
        secrets.updateSecretVersionStage(
                request -> request.secretId(SECRET).versionStage("kept").moveToVersionId(version));
    }

    private Keyset current() {
        return KeysetFormat.parse(
                secrets.getSecretValue(request -> request.secretId(SECRET)).secretString());
    }
}
