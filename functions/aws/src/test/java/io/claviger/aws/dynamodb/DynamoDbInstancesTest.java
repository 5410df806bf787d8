package io.claviger.aws.dynamodb;

import static io.claviger.aws.testing.Samples.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.aws.sealing.Sealer;
import io.claviger.aws.testing.FakeClock;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.LosingHttpClient;
import io.claviger.aws.testing.Samples;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Rejection;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoDbInstancesTest {
    private static final Failure FAILURE = new Failure.Unavailable("timeout");
    private static final LosingHttpClient HTTP = new LosingHttpClient();
    private static final DynamoDbClient CLIENT = LocalDynamoDb.client(HTTP);
    private static final Registration ACTIVE = new Registration.Active(Samples.client("active"));

    private final FakeClock clock = new FakeClock();
    private final Tables tables = LocalDynamoDb.tables(CLIENT);
    private final Sealer sealer = Samples.sealer(clock);
    private final List<Entry> journal = new ArrayList<>();
    private final DynamoDbInstances instances = instances(sealer);

    static Stream<Registration> every_registration() {
        Rejection rejection = new Rejection("invalid_client", Samples.NOW);
        return Stream.of(
                Samples.attempt(),
                ACTIVE,
                new Registration.Suspect(Samples.client("suspect"), rejection, Optional.empty()),
                new Registration.Suspect(Samples.client("suspect"), rejection, Optional.of(Samples.NOW)),
                new Registration.Quarantined(Samples.client("quarantined"), rejection),
                new Registration.Deregistered(Samples.client("gone"), Samples.NOW.plus(Duration.ofDays(30))));
    }

    @ParameterizedTest
    @MethodSource("every_registration")
    void what_is_stored_is_what_is_read(Registration registration) {
        Instance stored = stored(Samples.instance(KEY, registration));

        assertThat(instances.read(KEY).instance()).contains(stored);
        assertThat(stored.version()).isEqualTo(1);
    }

    @Test
    void an_instance_without_anything_it_need_not_have_is_read_as_it_was_stored() {
        Instance stored = stored(Samples.bareInstance(KEY));

        assertThat(instances.read(KEY).instance()).contains(stored);
    }

    @Test
    void an_instance_is_sighted_together_with_its_application() {
        assertThat(instances.read(KEY)).isEqualTo(new InstanceSnapshot(Optional.empty(), Optional.empty()));

        var application = new DynamoDbApplications(CLIENT, tables)
                .store(Samples.application(Samples.APPLICATION))
                .orElseThrow();
        assertThat(instances.read(KEY)).isEqualTo(new InstanceSnapshot(Optional.of(application), Optional.empty()));

        Instance instance = stored(Samples.bareInstance(KEY));
        assertThat(instances.read(KEY))
                .isEqualTo(new InstanceSnapshot(Optional.of(application), Optional.of(instance)));
    }

    @Test
    void of_two_who_change_the_same_version_only_the_first_is_stored() {
        Instance stored = stored(Samples.instance(KEY, ACTIVE));

        Optional<Instance> first = instances.store(stored.failed(FAILURE, Samples.NOW));
        Optional<Instance> second = instances.store(stored.parked());

        assertThat(first).isPresent();
        assertThat(second).isEmpty();
        assertThat(instances.read(KEY).instance()).isEqualTo(first);
    }

    @Test
    void an_instance_is_begun_once() {
        assertThat(instances.store(Samples.bareInstance(KEY))).isPresent();
        assertThat(instances.store(Samples.bareInstance(KEY))).isEmpty();
    }

    @Test
    void a_slow_writer_does_not_overwrite_an_instance_that_was_removed_and_made_again() {
        Instance old = stored(Samples.instance(KEY, ACTIVE));
        assertThat(instances.remove(old)).isTrue();
        Instance renewed = stored(Samples.bareInstance(KEY));
        assertThat(renewed.version()).isEqualTo(old.version());

        assertThat(instances.store(old.parked())).isEmpty();
        assertThat(instances.remove(old)).isFalse();
        assertThat(instances.read(KEY).instance()).contains(renewed);
    }

    @Test
    void an_instance_is_removed_only_in_the_version_that_was_seen() {
        Instance seen = stored(Samples.bareInstance(KEY));
        Instance changed = stored(seen.failed(FAILURE, Samples.NOW));

        assertThat(instances.remove(seen)).isFalse();
        assertThat(instances.remove(changed)).isTrue();
        assertThat(instances.read(KEY).instance()).isEmpty();
    }

    @Test
    void a_write_whose_answer_is_lost_is_known_for_ones_own() {
        HTTP.loseNextAnswer();
        Instance begun = stored(Samples.bareInstance(KEY));
        HTTP.loseNextAnswer();
        Instance changed = stored(begun.failed(FAILURE, Samples.NOW));
        assertThat(instances.read(KEY).instance()).contains(changed);

        HTTP.loseNextAnswer();
        assertThat(instances.remove(changed)).isTrue();
    }

    @Test
    void an_instance_past_recovery_is_gone_before_dynamodb_deletes_it() {
        Instant end = clock.instant().plus(Duration.ofDays(30));
        stored(Samples.instance(KEY, new Registration.Deregistered(Samples.client("old"), end)));

        clock.advance(Duration.ofDays(30).minusSeconds(1));
        assertThat(instances.read(KEY).instance()).isPresent();
        assertThat(instances.store(Samples.bareInstance(KEY))).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        assertThat(instances.read(KEY).instance()).isEmpty();
        Instance anew = stored(Samples.bareInstance(KEY));
        assertThat(instances.read(KEY).instance()).contains(anew);
    }

    @Test
    void nothing_secret_or_personal_stands_in_an_item_in_clear() {
        stored(Samples.instance(KEY, Samples.attempt()));

        String shown = item().values().stream()
                .map(value -> value.b() == null ? value.toString() : value.b().asString(StandardCharsets.ISO_8859_1))
                .reduce("", String::concat);

        assertThat(shown)
                .contains("adobepass://com.acme")
                .doesNotContain("the access token")
                .doesNotContain("the secret of")
                .doesNotContain("the device's own header")
                .doesNotContain("203.0.113.77");
    }

    @Test
    void a_sealed_token_does_not_open_in_another_instance_which_is_told_and_goes_on_without() {
        InstanceKey other = new InstanceKey(Samples.APPLICATION, new InstanceId("other"));
        stored(Samples.instance(KEY, ACTIVE));
        stored(Samples.instance(other, ACTIVE));
        Map<String, AttributeValue> forged = new HashMap<>(item());
        forged.put("instanceKey", AttributeValue.fromS(other.toString()));
        CLIENT.putItem(request -> request.tableName(tables.instances()).item(forged));

        assertThat(instances.read(other).instance().orElseThrow().token()).isEmpty();
        assertThat(journal).contains(new Entry.SealBroken(other, "accessToken"));
    }

    @Test
    void an_instance_outlives_the_keyset_without_what_was_sealed_under_it() {
        Instance stored = stored(Samples.instance(KEY, ACTIVE));
        DynamoDbInstances later = instances(Samples.sealerWithAnotherKeyset(clock));

        Instance found = later.read(KEY).instance().orElseThrow();

        assertThat(found.registration()).isEqualTo(ACTIVE);
        assertThat(found.token()).isEmpty();
        assertThat(found.device()).isEqualTo(Device.NONE);
        assertThat(journal)
                .containsExactlyInAnyOrder(
                        new Entry.SealBroken(KEY, "accessToken"),
                        new Entry.SealBroken(KEY, "deviceInfo"),
                        new Entry.SealBroken(KEY, "clientIp"));
        assertThat(later.store(found.with(ACTIVE))).isPresent();
        assertThat(later.read(KEY).instance().orElseThrow().version()).isEqualTo(stored.version() + 1);
    }

    @Test
    void credentials_that_do_not_open_are_never_taken_for_none() {
        stored(Samples.instance(KEY, Samples.attempt()));

        assertThatThrownBy(
                        () -> instances(Samples.sealerWithAnotherKeyset(clock)).read(KEY))
                .isInstanceOf(Sealer.SealBroken.class);
    }

    private DynamoDbInstances instances(Sealer by) {
        return new DynamoDbInstances(CLIENT, tables, 4, by, journal::add, clock, clock);
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
