package io.claviger.benchmarks.fleet;

import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.benchmarks.Page;
import java.util.concurrent.ExecutionException;

/**
 * A fleet of a hundred thousand instances, or as many as {@code -Dfleet.instances} says, that renews at 75 % of a token's
 * life, or at {@code -Dfleet.refreshPoint}.
 */
public final class FleetBenchmark {
    private FleetBenchmark() {}

    /** @throws IllegalStateException if a use case failed in a way that it must not */
    public static Page.Result run() throws InterruptedException {
        Units units = new Units();
        MemoryDynamoDb dynamoDb = new MemoryDynamoDb(units);
        Scenario scenario = Scenario.standard(
                Integer.getInteger("fleet.instances", 100_000), Integer.getInteger("fleet.refreshPoint", 75) / 100.0);
        FleetRun run = new FleetRun(scenario, dynamoDb, LocalDynamoDb.tables(dynamoDb), units);
        long begun = System.nanoTime();
        try {
            run.play();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return new FleetReport(scenario, run, units).result((System.nanoTime() - begun) / 1e9);
    }
}
