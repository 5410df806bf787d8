package io.claviger.aws.dynamodb;

import static io.claviger.aws.testing.TestData.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.aws.sealing.Sealer;
import io.claviger.aws.testing.AnswerLosingHttpClient;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.TestData;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.Enrolment;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Refusal;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoDbInstancesTest {
    private static final CallFailure FAILURE = new CallFailure.Upstream(new Failure.Unavailable("timeout"));
    private static final AnswerLosingHttpClient HTTP = new AnswerLosingHttpClient();
    private static final DynamoDbClient CLIENT = LocalDynamoDb.client(HTTP);
    private static final Registration ACTIVE = new Registration.Active(TestData.client("active"));

    private final FakeClock clock = new FakeClock();
    private final Tables tables = LocalDynamoDb.tables(CLIENT);
    private final Sealer sealer = TestData.sealer(clock);
    private final List<Entry> journal = new ArrayList<>();
    private final DynamoDbInstances instances = instances(sealer);

    static Stream<Registration> every_registration() {
        Refusal refusal = new Refusal("invalid_client", TestData.NOW);
        return Stream.of(
                new Registration.Unregistered(),
                TestData.attempt(),
                ACTIVE,
                new Registration.Active(new Client(new ClientId("adopted"), Optional.empty(), List.of())),
                new Registration.Active(new Client(new ClientId("unproved"), Optional.empty(), List.of(), false)),
                new Registration.Suspect(TestData.client("suspect"), refusal, Optional.empty()),
                new Registration.Suspect(TestData.client("suspect"), refusal, Optional.of(TestData.NOW)),
                new Registration.Quarantined(TestData.client("quarantined"), refusal),
                new Registration.Deregistered(TestData.client("gone"), TestData.NOW.plus(Duration.ofDays(30))));
    }

    @ParameterizedTest
    @MethodSource("every_registration")
    void an_instance_is_read_as_it_was_stored(Registration registration) {
        Instance stored = stored(TestData.instance(KEY, registration));

        assertThat(instances.find(KEY)).contains(stored);
        assertThat(stored.version()).isEqualTo(1);
    }

    @Test
    void an_instance_without_optional_parts_is_read_as_it_was_stored() {
        Instance stored = stored(TestData.bareInstance(KEY));

        assertThat(instances.find(KEY)).contains(stored);
    }

    @Test
    void an_instance_is_read_together_with_its_application() {
        assertThat(instances.read(KEY)).isEqualTo(new InstanceSnapshot(Optional.empty(), Optional.empty()));

        var application = new DynamoDbApplications(CLIENT, tables)
                .store(TestData.application(TestData.APPLICATION))
                .orElseThrow();
        assertThat(instances.read(KEY)).isEqualTo(new InstanceSnapshot(Optional.of(application), Optional.empty()));

        Instance instance = stored(TestData.bareInstance(KEY));
        assertThat(instances.read(KEY))
                .isEqualTo(new InstanceSnapshot(Optional.of(application), Optional.of(instance)));
    }

    @Test
    void of_two_changes_to_one_version_only_the_first_is_stored() {
        Instance stored = stored(TestData.instance(KEY, ACTIVE));

        Optional<Instance> first = instances.store(stored.failed(FAILURE, TestData.NOW));
        Optional<Instance> second = instances.store(stored.parked());

        assertThat(first).isPresent();
        assertThat(second).isEmpty();
        assertThat(instances.find(KEY)).isEqualTo(first);
    }

    @Test
    void an_instance_is_created_once() {
        assertThat(instances.store(TestData.bareInstance(KEY))).isPresent();
        assertThat(instances.store(TestData.bareInstance(KEY))).isEmpty();
    }

    @Test
    void a_slow_writer_does_not_overwrite_an_instance_that_was_re_created() {
        Instance old = stored(TestData.instance(KEY, ACTIVE));
        assertThat(instances.remove(old)).isTrue();
        Instance renewed = stored(TestData.bareInstance(KEY));
        assertThat(renewed.version()).isEqualTo(old.version());

        assertThat(instances.store(old.parked())).isEmpty();
        assertThat(instances.remove(old)).isFalse();
        assertThat(instances.find(KEY)).contains(renewed);
    }

    @Test
    void an_instance_is_removed_only_in_the_version_that_was_read() {
        Instance seen = stored(TestData.bareInstance(KEY));
        Instance changed = stored(seen.failed(FAILURE, TestData.NOW));

        assertThat(instances.remove(seen)).isFalse();
        assertThat(instances.remove(changed)).isTrue();
        assertThat(instances.find(KEY)).isEmpty();
    }

    @Test
    void a_write_whose_answer_was_lost_is_recognized_as_its_own() {
        HTTP.loseNextAnswer();
        Instance begun = stored(TestData.bareInstance(KEY));
        HTTP.loseNextAnswer();
        Instance changed = stored(begun.failed(FAILURE, TestData.NOW));
        assertThat(instances.find(KEY)).contains(changed);

        HTTP.loseNextAnswer();
        assertThat(instances.remove(changed)).isTrue();
    }

    @Test
    void a_write_that_was_overwritten_before_its_repetition_is_not_taken_for_refused() {
        Instance begun = stored(TestData.instance(KEY, ACTIVE));
        Instance changed = begun.failed(FAILURE, TestData.NOW);
        HTTP.loseNextAnswer(
                () -> stored(instances.read(KEY).instance().orElseThrow().parked()));

        assertThatThrownBy(() -> instances.store(changed)).isInstanceOf(SdkClientException.class);
    }

    @Test
    void a_removal_that_was_overwritten_before_its_repetition_is_not_taken_for_refused() {
        Instance begun = stored(TestData.instance(KEY, ACTIVE));
        clock.advance(Duration.ofSeconds(1));
        HTTP.loseNextAnswer(() -> stored(TestData.bareInstance(KEY)));

        assertThatThrownBy(() -> instances.remove(begun)).isInstanceOf(SdkClientException.class);
    }

    @Test
    void an_instance_past_recovery_is_absent_before_dynamodb_deletes_it() {
        Instant end = clock.instant().plus(Duration.ofDays(30));
        stored(TestData.instance(KEY, new Registration.Deregistered(TestData.client("old"), end)));

        clock.advance(Duration.ofDays(30).minusSeconds(1));
        assertThat(instances.find(KEY)).isPresent();
        assertThat(instances.store(TestData.bareInstance(KEY))).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        assertThat(instances.find(KEY)).isEmpty();
        Instance anew = stored(TestData.bareInstance(KEY));
        assertThat(instances.find(KEY)).contains(anew);
    }

    @Test
    void an_instance_that_only_waits_for_its_code_ends_with_the_code() {
        Enrolment.Code code = new Enrolment.Code("sha256", clock.instant().plusSeconds(900));
        Instance waiting = Instance.begun(
                KEY,
                new Registration.Unregistered(),
                TestData.STATEMENT.fingerprint(),
                Optional.empty(),
                Device.NONE,
                clock.instant());
        stored(waiting.with(Enrolment.NONE.awaiting(code)));

        clock.advance(Duration.ofSeconds(899));
        assertThat(instances.find(KEY)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(instances.find(KEY)).isEmpty();
    }

    @Test
    void an_item_holds_no_secret_or_personal_value_in_clear() {
        stored(TestData.instance(KEY, TestData.attempt()));

        String shown = item().values().stream()
                .map(value -> value.b() == null ? value.toString() : value.b().asString(StandardCharsets.ISO_8859_1))
                .reduce("", String::concat);

        assertThat(shown)
                .contains("adobepass://com.acme")
                .doesNotContain("the access token")
                .doesNotContain("the secret of")
                .doesNotContain("the device secret")
                .doesNotContain("the device's own header")
                .doesNotContain("203.0.113.77");
    }

    @Test
    void a_token_sealed_for_another_instance_is_recorded_and_counts_as_absent() {
        InstanceKey other = new InstanceKey(TestData.APPLICATION, new InstanceId("other"));
        stored(TestData.instance(KEY, ACTIVE));
        stored(TestData.instance(other, ACTIVE));
        Map<String, AttributeValue> forged = new HashMap<>(item());
        forged.put("instanceKey", AttributeValue.fromS(other.toString()));
        CLIENT.putItem(request -> request.tableName(tables.instances()).item(forged));

        assertThat(instances.find(other).orElseThrow().token()).isEmpty();
        assertThat(journal).contains(new Entry.SealBroken(other, "accessToken"));
    }

    @Test
    void a_header_that_is_not_proved_is_kept_beside_the_proved_one() {
        Device caller = new Device(Optional.of(new DeviceInfo("new")), Optional.empty());
        Instance offered = stored(TestData.instance(KEY, ACTIVE).calledBy(caller));
        assertThat(instances.read(KEY).instance()).contains(offered);
        assertThat(offered.device().proved()).isPresent();

        InstanceKey bare = new InstanceKey(TestData.APPLICATION, new InstanceId("bare"));
        Instance first = stored(TestData.bareInstance(bare).with(ACTIVE).calledBy(caller));
        assertThat(instances.read(bare).instance()).contains(first);
        assertThat(first.device().proved()).isPresent();
    }

    @Test
    void an_instance_survives_a_lost_keyset_without_its_sealed_values() {
        Instance stored = stored(TestData.instance(KEY, ACTIVE));
        DynamoDbInstances later = instances(TestData.sealerWithAnotherKeyset(clock));

        Instance found = later.read(KEY).instance().orElseThrow();

        assertThat(found.registration()).isEqualTo(ACTIVE);
        assertThat(found.token()).isEmpty();
        assertThat(found.device()).isEqualTo(Device.NONE);
        assertThat(found.enrolment().keys()).extracting(DeviceKey::id).containsExactly("key-1");
        assertThat(journal)
                .containsExactlyInAnyOrder(
                        new Entry.SealBroken(KEY, "accessToken"),
                        new Entry.SealBroken(KEY, "deviceInfo"),
                        new Entry.SealBroken(KEY, "clientIp"),
                        new Entry.SealBroken(KEY, "deviceSecret"));
        assertThat(later.store(found.with(ACTIVE))).isPresent();
        assertThat(later.read(KEY).instance().orElseThrow().version()).isEqualTo(stored.version() + 1);
    }

    @Test
    void credentials_that_do_not_open_never_count_as_absent() {
        stored(TestData.instance(KEY, TestData.attempt()));

        assertThatThrownBy(
                        () -> instances(TestData.sealerWithAnotherKeyset(clock)).read(KEY))
                .isInstanceOf(Sealer.SealBroken.class);
    }

    private DynamoDbInstances instances(Sealer by) {
        return new DynamoDbInstances(CLIENT, tables, 4, by, journal::add, clock);
    }

    private Instance stored(Instance instance) {
        return instances.store(instance).orElseThrow();
    }

    private Map<String, AttributeValue> item() {
        return CLIENT.getItem(request -> request.tableName(tables.instances())
                        .key(Map.of("instanceKey", AttributeValue.fromS(KEY.toString()))))
                .item();
    }
}
