package io.claviger.benchmarks.cache;

import io.claviger.aws.messages.MessageJson;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.benchmarks.MovedClock;
import io.claviger.benchmarks.SlowAdobe;
import io.claviger.benchmarks.Waits;
import io.claviger.benchmarks.fleet.Deployment;
import io.claviger.benchmarks.fleet.MemoryDynamoDb;
import io.claviger.benchmarks.fleet.Registered;
import io.claviger.benchmarks.fleet.Units;
import io.claviger.core.usecases.UseCases;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A vend as the token function makes it, and the worker that renews what a vend found due. */
final class Claviger implements TokenKeeper {
    private static final Duration STORE_LATENCY = Duration.ofMillis(5);

    private final Deployment deployment;
    private final UseCases process;
    private final UseCases worker;
    private final Registered instance;

    private Claviger(Deployment deployment, UseCases process, Registered instance) {
        this.deployment = deployment;
        this.process = process;
        this.worker = deployment.process("worker");
        this.instance = instance;
    }

    /** @param logs whether a vend writes its line */
    static TokenKeeper over(Upstream upstream, State state, boolean logs) {
        MovedClock clock = new MovedClock();
        MemoryDynamoDb memory = new MemoryDynamoDb(new Units());
        AtomicReference<Duration> latency = new AtomicReference<>(Duration.ZERO);
        Deployment deployment = new Deployment(
                0.85,
                Waits.slow(memory, latency::get),
                LocalDynamoDb.tables(memory),
                clock,
                Waits::pause,
                new SlowAdobe(LIFE, clock, upstream::token),
                _ -> {});
        UseCases process = logs ? deployment.process("token") : deployment.process("token", _ -> {});
        Registered instance = Registered.with(process, 1).getFirst();
        latency.set(state == State.FRESH ? Duration.ZERO : STORE_LATENCY);
        clock.moveBy(
                switch (state) {
                    case FRESH -> Duration.ZERO;
                    case DUE -> LIFE.multipliedBy(19).dividedBy(20);
                    case EXPIRED -> LIFE;
                });
        return new Claviger(deployment, process, instance);
    }

    @Override
    public String token() {
        return instance.token(process);
    }

    @Override
    public void work() {
        deployment
                .refreshQueue()
                .receive(Instant.MAX)
                .ifPresent(message -> worker.refreshDueInstance().refresh(MessageJson.instance(message.body())));
    }
}
