package io.claviger.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.testing.CapacityMeter;
import io.claviger.aws.testing.CapacityMeter.Consumed;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.core.application.StatementStatus;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A small fleet holds what the benchmark's large one shows. */
final class FleetTest {
    private static final int INSTANCES = 100;

    @Test
    void no_active_token_expires_and_nothing_is_lost() throws Exception {
        Scenario scenario = Scenario.standard(INSTANCES, 0.75);
        FleetRun run = inMemory(scenario, new Units());
        run.play();

        FleetWatch watch = run.watch();
        assertThat(watch.counted("registered Registered")).isEqualTo(scenario.instances());
        for (int i = 0; i < scenario.instances(); i++) {
            assertThat(run.adobe().clientsOf(i)).isOne();
        }
        assertThat(watch.counted("expired")).isZero();
        assertThat(watch.counted("expired in the outage")).isZero();
        assertThat(watch.counted("vended although expired")).isZero();
        assertThat(watch.counted("message failed")).isZero();
        assertThat(run.journal().counted("SealBroken")).isZero();
        assertThat(run.adobe().rates().overLimit()).isZero();
        assertThat(run.journal().first(StatementStatus.REVOKED))
                .isBetween(
                        run.start().plus(scenario.revokedAt()),
                        run.start().plus(scenario.revokedAt()).plus(Duration.ofMinutes(15)));
    }

    @Test
    void the_table_in_memory_consumes_what_dynamodb_local_does() throws Exception {
        Scenario scenario = Scenario.undisturbed(12);
        Units units = new Units();
        FleetRun inMemory = inMemory(scenario, units);
        inMemory.play();

        CapacityMeter meter = new CapacityMeter();
        DynamoDbClient client = LocalDynamoDb.client(UrlConnectionHttpClient.create(), meter);
        FleetRun local = new FleetRun(scenario, client, LocalDynamoDb.tables(client), new Units());
        Consumed consumed = meter.during(() -> play(local));

        assertThat(local.watch().counted())
                .hasToString(inMemory.watch().counted().toString());
        assertThat(units.reads()).isCloseTo(consumed.reads(), Percentage.withPercentage(5));
        assertThat(units.writes()).isCloseTo(consumed.writes(), Percentage.withPercentage(5));
    }

    private static void play(FleetRun run) {
        try {
            run.play();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FleetRun inMemory(Scenario scenario, Units units) {
        MemoryDynamoDb dynamoDb = new MemoryDynamoDb(units);
        return new FleetRun(scenario, dynamoDb, LocalDynamoDb.tables(dynamoDb), units);
    }
}
