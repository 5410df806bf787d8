package io.claviger.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.testing.AnswerLosingHttpClient;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.TestData;
import io.claviger.core.breaker.BreakerPolicy;
import io.claviger.core.breaker.BreakerStore.Admission;
import io.claviger.core.breaker.BreakerStore.Ends;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class DynamoDbBreakerTest {
    private static final DynamoDbClient CLIENT = LocalDynamoDb.client(new AnswerLosingHttpClient());
    private static final Instant NOW = TestData.NOW;
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final BreakerPolicy POLICY =
            new BreakerPolicy(4, 2, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(15), LEASE);

    private final DynamoDbBreaker store = new DynamoDbBreaker(
            CLIENT, LocalDynamoDb.tables(CLIENT), "adobe.example.com", POLICY, new SplittableRandom(1));

    @Test
    void each_place_is_given_once_until_it_is_left_or_its_time_is_over() {
        List<Integer> places = IntStream.range(0, POLICY.places())
                .mapToObj(_ -> enter(NOW))
                .map(admission -> ((Admission.Admitted) admission).place())
                .toList();
        assertThat(places).doesNotHaveDuplicates();
        assertThat(enter(NOW)).isEqualTo(new Admission.Full());

        store.leave(OptionalInt.of(places.getFirst()), new Ends(1, 0), NOW);
        assertThat(enter(NOW)).isEqualTo(new Admission.Admitted(places.getFirst()));
        assertThat(enter(NOW)).isEqualTo(new Admission.Full());
        assertThat(enter(NOW.plus(LEASE).plusMillis(1))).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void calls_that_ended_are_counted_within_a_window_also_by_a_clock_that_is_behind() {
        assertThat(leave(new Ends(2, 1), NOW)).isEqualTo(new Ends(2, 1));
        assertThat(leave(new Ends(0, 1), NOW)).isEqualTo(new Ends(2, 2));

        Instant next = NOW.plus(POLICY.window());
        assertThat(leave(new Ends(1, 0), next)).isEqualTo(new Ends(1, 0));
        assertThat(leave(new Ends(0, 1), NOW)).isEqualTo(new Ends(1, 1));
    }

    @Test
    void an_open_breaker_admits_one_probe_at_a_time_until_it_is_closed() {
        Instant probeAt = NOW.plusSeconds(15);
        assertThat(store.probe(NOW, probeAt)).isFalse();
        assertThat(store.open(NOW, probeAt)).isTrue();
        assertThat(store.open(NOW.plusSeconds(1), probeAt)).isFalse();
        assertThat(enter(NOW)).isEqualTo(new Admission.Open(probeAt));

        assertThat(store.probe(NOW, probeAt)).isFalse();
        assertThat(store.probe(probeAt, probeAt.plusSeconds(15))).isTrue();
        assertThat(store.probe(probeAt, probeAt.plusSeconds(15))).isFalse();

        assertThat(store.close()).contains(NOW);
        assertThat(store.close()).isEmpty();
        assertThat(enter(NOW)).isInstanceOf(Admission.Admitted.class);
        assertThat(leave(new Ends(0, 1), NOW)).isEqualTo(new Ends(0, 1));
    }

    private Admission enter(Instant now) {
        return store.enter(now, now.plus(LEASE));
    }

    private Ends leave(Ends ended, Instant now) {
        return store.leave(OptionalInt.empty(), ended, now);
    }
}
