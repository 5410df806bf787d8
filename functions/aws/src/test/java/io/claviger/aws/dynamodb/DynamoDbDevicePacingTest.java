package io.claviger.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.testing.AnswerLosingHttpClient;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.TestData;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.fake.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoDbDevicePacingTest {
    private static final AnswerLosingHttpClient HTTP = new AnswerLosingHttpClient();
    private static final DynamoDbClient CLIENT = LocalDynamoDb.client(HTTP);
    private static final Optional<ClientIp> IP = Optional.of(new ClientIp("203.0.113.77"));
    private static final Duration MAX_WAIT = Duration.ofSeconds(40);

    private final FakeClock clock = new FakeClock();
    private final Tables tables = LocalDynamoDb.tables(CLIENT);
    private final DynamoDbDevicePacing pacing =
            new DynamoDbDevicePacing(CLIENT, tables, TestData.sealer(clock), Duration.ofSeconds(1), clock);

    @Test
    void background_calls_for_one_address_get_half_of_adobes_rate() {
        assertThat(reserve(IP)).contains(Duration.ZERO);
        assertThat(reserve(IP)).contains(Duration.ofSeconds(2));
        assertThat(reserve(IP)).contains(Duration.ofSeconds(4));

        clock.advance(Duration.ofMillis(5500));
        assertThat(reserve(IP)).contains(Duration.ofMillis(500));

        clock.advance(Duration.ofMinutes(1));
        assertThat(reserve(IP)).contains(Duration.ZERO);
    }

    @Test
    void addresses_wait_neither_for_each_other_nor_for_calls_without_address() {
        assertThat(reserve(IP)).contains(Duration.ZERO);
        assertThat(reserve(Optional.of(new ClientIp("203.0.113.78")))).contains(Duration.ZERO);
        assertThat(reserve(Optional.empty())).contains(Duration.ZERO);
        assertThat(reserve(Optional.empty())).contains(Duration.ofSeconds(2));
    }

    @Test
    void foreground_calls_are_counted_and_move_background_calls_back() {
        assertThat(pacing.countUnlessThrottled(IP)).isEmpty();
        assertThat(pacing.countUnlessThrottled(IP)).isEmpty();
        assertThat(pacing.countUnlessThrottled(IP)).isEmpty();

        assertThat(reserve(IP)).contains(Duration.ofSeconds(3));
        assertThat(pacing.countUnlessThrottled(IP)).isEmpty();
        assertThat(reserve(IP)).contains(Duration.ofSeconds(6));
    }

    @Test
    void background_calls_wait_ten_seconds_after_any_number_of_foreground_calls() {
        for (int i = 0; i < 50; i++) {
            assertThat(pacing.countUnlessThrottled(IP)).isEmpty();
        }
        assertThat(reserve(IP)).contains(Duration.ofSeconds(10));
    }

    @Test
    void a_429_stops_all_calls_of_the_address_and_no_other() {
        pacing.holdBack(IP, Duration.ofSeconds(15));
        pacing.holdBack(IP, Duration.ofSeconds(2));

        assertThat(pacing.countUnlessThrottled(IP)).contains(Duration.ofSeconds(15));
        assertThat(reserve(IP)).contains(Duration.ofSeconds(15));
        assertThat(pacing.countUnlessThrottled(Optional.of(new ClientIp("203.0.113.78"))))
                .isEmpty();

        clock.advance(Duration.ofSeconds(14));
        assertThat(pacing.countUnlessThrottled(IP)).contains(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(pacing.countUnlessThrottled(IP)).isEmpty();
    }

    @Test
    void a_time_too_far_away_is_not_reserved() {
        Duration little = Duration.ofMillis(1500);
        assertThat(pacing.reserve(IP, little)).contains(Duration.ZERO);
        assertThat(pacing.reserve(IP, little)).isEmpty();
        assertThat(pacing.reserve(IP, little)).isEmpty();

        assertThat(reserve(IP)).contains(Duration.ofSeconds(2));
    }

    @Test
    void calls_without_a_turn_get_a_place_each_as_far_as_places_reach() {
        Duration minute = Duration.ofMinutes(1);
        assertThat(pacing.place(IP, minute, Duration.ofSeconds(64))).isEqualTo(minute);
        assertThat(pacing.place(IP, minute, Duration.ofSeconds(64))).isEqualTo(Duration.ofSeconds(62));
        assertThat(pacing.place(Optional.empty(), minute, minute)).isEqualTo(minute);
        assertThat(pacing.place(IP, minute, Duration.ofSeconds(64))).isEqualTo(Duration.ofSeconds(64));
        assertThat(pacing.place(IP, minute, Duration.ofSeconds(64))).isEqualTo(Duration.ofSeconds(64));
        assertThat(pacing.place(IP, minute, Duration.ofSeconds(70))).isEqualTo(Duration.ofSeconds(66));

        assertThat(reserve(IP)).contains(Duration.ZERO);
    }

    @Test
    void concurrent_workers_never_get_the_same_time() throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
            var reserved = workers.invokeAll(IntStream.range(0, 20)
                    .<Callable<Optional<Duration>>>mapToObj(_ -> () -> reserve(IP))
                    .toList());
            List<Long> places = reserved.stream()
                    .map(future -> future.resultNow().orElseThrow().toSeconds())
                    .sorted()
                    .toList();
            assertThat(places)
                    .isEqualTo(LongStream.range(0, 20).map(i -> 2 * i).boxed().toList());
        }
    }

    @Test
    void a_lost_answer_wastes_a_time_but_never_gives_one_twice() {
        HTTP.loseNextAnswer();
        assertThat(reserve(IP)).contains(Duration.ofSeconds(2));
        assertThat(reserve(IP)).contains(Duration.ofSeconds(4));
    }

    @Test
    void the_table_holds_a_pseudonym_of_the_address_and_soon_expires_it() {
        reserve(IP);

        List<Map<String, AttributeValue>> items =
                CLIENT.scan(request -> request.tableName(tables.instances())).items();

        assertThat(items).hasSize(1);
        assertThat(items.getFirst().toString()).doesNotContain("203.0.113.77");
        ItemReader item = new ItemReader(items.getFirst());
        assertThat(item.text("instanceKey")).matches("_pace#[0-9a-f]{64}");
        long now = clock.instant().getEpochSecond();
        assertThat(item.number("ttl")).isBetween(now + 60, now + 3600);
    }

    private Optional<Duration> reserve(Optional<ClientIp> ip) {
        return pacing.reserve(ip, MAX_WAIT);
    }
}
