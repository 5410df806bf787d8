package io.claviger.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.testing.FakeClock;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.LosingHttpClient;
import io.claviger.aws.testing.Samples;
import io.claviger.core.authorizationserver.ClientIp;
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
    private static final LosingHttpClient HTTP = new LosingHttpClient();
    private static final DynamoDbClient CLIENT = LocalDynamoDb.client(HTTP);
    private static final Optional<ClientIp> IP = Optional.of(new ClientIp("203.0.113.77"));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeClock clock = new FakeClock();
    private final Tables tables = LocalDynamoDb.tables(CLIENT);
    private final DynamoDbDevicePacing pacing =
            new DynamoDbDevicePacing(CLIENT, tables, Samples.sealer(clock), Duration.ofSeconds(1), clock);

    @Test
    void calls_for_one_address_get_places_a_second_apart() {
        assertThat(reserve(IP)).contains(Duration.ZERO);
        assertThat(reserve(IP)).contains(Duration.ofSeconds(1));
        assertThat(reserve(IP)).contains(Duration.ofSeconds(2));

        clock.advance(Duration.ofMillis(2500));
        assertThat(reserve(IP)).contains(Duration.ofMillis(500));

        clock.advance(Duration.ofMinutes(1));
        assertThat(reserve(IP)).contains(Duration.ZERO);
    }

    @Test
    void addresses_do_not_wait_for_each_other_nor_for_claviger_itself() {
        assertThat(reserve(IP)).contains(Duration.ZERO);
        assertThat(reserve(Optional.of(new ClientIp("203.0.113.78")))).contains(Duration.ZERO);
        assertThat(reserve(Optional.empty())).contains(Duration.ZERO);
        assertThat(reserve(Optional.empty())).contains(Duration.ofSeconds(1));
    }

    @Test
    void a_place_too_far_away_is_not_taken() {
        Duration little = Duration.ofMillis(1500);
        assertThat(pacing.reserve(IP, little)).contains(Duration.ZERO);
        assertThat(pacing.reserve(IP, little)).contains(Duration.ofSeconds(1));
        assertThat(pacing.reserve(IP, little)).isEmpty();
        assertThat(pacing.reserve(IP, little)).isEmpty();

        assertThat(reserve(IP)).contains(Duration.ofSeconds(2));
    }

    @Test
    void many_workers_at_once_never_get_the_same_place() throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
            var reserved = workers.invokeAll(IntStream.range(0, 20)
                    .<Callable<Optional<Duration>>>mapToObj(_ -> () -> reserve(IP))
                    .toList());
            List<Long> places = reserved.stream()
                    .map(future -> future.resultNow().orElseThrow().toSeconds())
                    .sorted()
                    .toList();
            assertThat(places).isEqualTo(LongStream.range(0, 20).boxed().toList());
        }
    }

    @Test
    void a_lost_answer_costs_a_place_but_never_gives_one_twice() {
        HTTP.loseNextAnswer();
        assertThat(reserve(IP)).contains(Duration.ofSeconds(1));
        assertThat(reserve(IP)).contains(Duration.ofSeconds(2));
    }

    @Test
    void the_table_does_not_tell_the_address_and_forgets_it_soon() {
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
        return pacing.reserve(ip, PATIENCE);
    }
}
