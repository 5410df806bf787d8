package io.claviger.core.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.fake.InMemoryApplications;
import io.claviger.core.fake.InMemoryInstances;
import io.claviger.core.fake.InMemoryQueue;
import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.RefreshQueue;
import io.claviger.core.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepDueInstancesTest {
    private static final int SHARDS = 8;
    private static final int DEEP = 50_000;
    private static final Duration BUDGET = Duration.ofSeconds(40);

    private final FakeClock clock = new FakeClock();
    private final InMemoryQueue queue = new InMemoryQueue();
    private final Due due = new Due();
    private final List<Entry> journal = new ArrayList<>();

    /** Shard 0 holds 50,000 due instances, every other one three. */
    private final class Due extends InMemoryInstances {
        Due() {
            super(new InMemoryApplications(), clock);
        }

        @Override
        public Iterator<DueInstance> due(int shard, Instant until) {
            return IntStream.range(0, shard == 0 ? DEEP : 3)
                    .mapToObj(i -> new DueInstance(key(shard, i), clock.instant()))
                    .iterator();
        }

        @Override
        public int shards() {
            return SHARDS;
        }
    }

    /** A queue that takes this long for each submission. */
    private record SlowQueue(InMemoryQueue queue, FakeClock clock, Duration each) implements RefreshQueue {
        @Override
        public boolean submit(List<DueInstance> due) {
            clock.advance(each);
            return queue.submit(due);
        }

        @Override
        public long depth() {
            return queue.depth();
        }
    }

    @Test
    void a_deep_shard_starves_no_other_at_the_largest_hold_back() {
        Entry.Swept swept = sweep(new SlowQueue(queue, clock, Duration.ofSeconds(3)), 1_000_000);

        assertThat(swept.heldBack()).isTrue();
        assertThat(ofOthers()).hasSize(3 * (SHARDS - 1));
    }

    @Test
    void a_deep_shard_starves_no_other_while_the_queue_has_little_space() {
        Entry.Swept swept = sweep(queue, 100);

        assertThat(swept).isEqualTo(new Entry.Swept(100, true));
        assertThat(ofOthers()).hasSize(3 * (SHARDS - 1));
    }

    @Test
    void a_sweep_ends_in_its_time_and_the_next_one_goes_on_where_it_stopped() {
        Instant begin = clock.instant();
        SlowQueue slow = new SlowQueue(queue, clock, Duration.ofSeconds(12));
        sweep(slow, 1_000_000);
        assertThat(clock.instant()).isBefore(begin.plus(BUDGET).plusSeconds(12));
        assertThat(shards()).containsExactly(0, 1, 2, 3);

        sweep(slow, 1_000_000);
        assertThat(shards()).containsExactly(4, 5, 6, 7);
    }

    @Test
    void a_sweep_without_deadline_or_limit_queues_everything_once() {
        Entry.Swept swept = sweep(queue, 1_000_000);

        assertThat(swept).isEqualTo(new Entry.Swept(DEEP + 3 * (SHARDS - 1), false));
        assertThat(journal).containsExactly(swept);
        assertThat(queue.drain()).doesNotHaveDuplicates().hasSize(swept.queued());
    }

    private Entry.Swept sweep(RefreshQueue to, int maxDepth) {
        return new SweepDueInstances(due, to, journal::add, maxDepth, clock).sweep(BUDGET);
    }

    private List<InstanceKey> ofOthers() {
        return queue.drain().stream().filter(key -> shardOf(key) != 0).toList();
    }

    private List<Integer> shards() {
        return queue.drain().stream()
                .map(SweepDueInstancesTest::shardOf)
                .distinct()
                .toList();
    }

    private static InstanceKey key(int shard, int number) {
        return new InstanceKey(new ApplicationId("app"), new InstanceId(shard + "-" + number));
    }

    private static int shardOf(InstanceKey key) {
        return Integer.parseInt(key.instance().value().substring(0, 1));
    }
}
