package io.claviger.core.vending;

import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.fake.DelegatingInstances;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.Ports;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.RefreshQueue;
import io.claviger.core.journal.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailingBookkeepingTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @BeforeEach
    void a_registered_instance_with_a_token() {
        claviger.register("tv");
        claviger.vend("tv");
    }

    @Test
    void a_failing_store_takes_no_valid_token_from_its_caller() {
        claviger.clock.advance(Duration.ofHours(2));
        assertThat(vendedBy(claviger.process(ports -> ports.withInstances(new UnwritableInstances(ports.instances())))
                        .vendToken()))
                .isEqualTo(held());
        assertThat(claviger.journal)
                .contains(new Entry.BookkeepingFailed(key("tv"), "store_vend", "IllegalStateException"));
        assertThat(claviger.instance("tv").refreshState().lastVendedAt())
                .hasValueSatisfying(at -> assertThat(at).isBefore(claviger.clock.instant()));
    }

    @Test
    void a_failing_queue_takes_no_valid_token_from_its_caller() {
        claviger.clock.moveTo(held().refreshAfter());
        assertThat(vendedBy(claviger.process(FailingBookkeepingTest::withFailingQueue)
                        .vendToken()))
                .isEqualTo(held());
        assertThat(claviger.journal)
                .contains(new Entry.BookkeepingFailed(key("tv"), "queue_refresh", "IllegalStateException"));
    }

    @Test
    void a_failing_journal_takes_no_valid_token_from_its_caller() {
        VendToken vendToken = claviger.process(ports -> withFailingQueue(ports).withJournal(_ -> {
                    throw new IllegalStateException("the output is closed");
                }))
                .vendToken();
        assertThat(vendedBy(vendToken)).isEqualTo(held());
        claviger.clock.moveTo(held().refreshAfter());
        assertThat(vendedBy(vendToken)).isEqualTo(held());
    }

    private InstanceToken held() {
        return claviger.instance("tv").token().orElseThrow();
    }

    private static InstanceToken vendedBy(VendToken vendToken) {
        VendResult result = vendToken.vend(key("tv"), Admission.ALREADY, Duration.ZERO, InMemoryClaviger.DEVICE);
        return ((VendResult.Vended) result).token();
    }

    private static Ports withFailingQueue(Ports ports) {
        return ports.withRefreshQueue(new RefreshQueue() {
            @Override
            public boolean submit(List<DueInstance> due) {
                throw new IllegalStateException("the queue is gone");
            }

            @Override
            public long depth() {
                return 0;
            }
        });
    }

    /** Reads work, and every write is throttled. */
    private static final class UnwritableInstances extends DelegatingInstances {
        UnwritableInstances(Instances real) {
            super(real);
        }

        @Override
        public Optional<Instance> store(Instance changed) {
            throw new IllegalStateException("the table is short of capacity");
        }

        @Override
        public boolean remove(Instance instance) {
            throw new IllegalStateException("the table is short of capacity");
        }
    }
}
