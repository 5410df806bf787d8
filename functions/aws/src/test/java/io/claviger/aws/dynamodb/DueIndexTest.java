package io.claviger.aws.dynamodb;

import static io.claviger.aws.testing.TestData.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.testing.AnswerLosingHttpClient;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.TestData;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The index of due instances, which the sweep reads. */
final class DueIndexTest {
    private static final DynamoDbClient CLIENT = LocalDynamoDb.client(new AnswerLosingHttpClient());
    private static final Registration ACTIVE = new Registration.Active(TestData.client("active"));

    private final FakeClock clock = new FakeClock();
    private final DynamoDbInstances instances =
            new DynamoDbInstances(CLIENT, LocalDynamoDb.tables(CLIENT), 4, TestData.sealer(clock), _ -> {}, clock);

    @Test
    void due_instances_are_found_in_their_shard_earliest_first() {
        Instant now = TestData.NOW;
        List<InstanceKey> keys = IntStream.range(0, 40)
                .mapToObj(i -> new InstanceKey(TestData.APPLICATION, new InstanceId("i" + i)))
                .toList();
        for (int i = 0; i < keys.size(); i++) {
            Instance instance = TestData.instance(keys.get(i), ACTIVE);
            stored(TestData.due(instance, Optional.of(now.minusSeconds(i))));
        }

        List<List<InstanceKey>> due =
                IntStream.range(0, 4).mapToObj(shard -> due(shard, now)).toList();

        assertThat(due).allSatisfy(shard -> assertThat(shard).hasSizeBetween(3, 25));
        assertThat(due.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(due)
                .allSatisfy(shard -> assertThat(shard)
                        .isSortedAccordingTo((a, b) -> Integer.compare(keys.indexOf(b), keys.indexOf(a))));
        assertThat(instances.due(2, now).next())
                .isEqualTo(new DueInstance(
                        due.get(2).getFirst(),
                        now.minusSeconds(keys.indexOf(due.get(2).getFirst()))));
        assertThat(due(2, now.minusSeconds(100))).isEmpty();
    }

    @Test
    void an_instance_without_a_due_time_is_in_no_shard() {
        int shard = new Shards(instances.shards()).of(KEY);
        Instance due = stored(TestData.due(TestData.instance(KEY, ACTIVE), Optional.of(TestData.NOW)));
        assertThat(due(shard, TestData.NOW)).containsExactly(KEY);

        stored(due.parked());
        assertThat(due(shard, TestData.NOW)).isEmpty();
    }

    @Test
    void the_shard_where_a_sweep_stopped_is_kept_for_the_next_one() {
        assertThat(instances.sweepFrom()).isZero();
        instances.sweepFrom(3);
        assertThat(instances.sweepFrom()).isEqualTo(3);
        instances.sweepFrom(1);
        assertThat(instances.sweepFrom()).isEqualTo(1);
        assertThat(due(1, TestData.NOW)).isEmpty();
    }

    private List<InstanceKey> due(int shard, Instant until) {
        List<InstanceKey> keys = new ArrayList<>();
        instances.due(shard, until).forEachRemaining(due -> keys.add(due.key()));
        return keys;
    }

    private Instance stored(Instance instance) {
        return instances.store(instance).orElseThrow();
    }
}
