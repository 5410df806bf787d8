package io.claviger.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.aws.messages.MessageJson;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.benchmarks.fleet.DelayedQueue.Message;
import io.claviger.benchmarks.fleet.Deployment;
import io.claviger.benchmarks.fleet.MemoryDynamoDb;
import io.claviger.benchmarks.fleet.Registered;
import io.claviger.benchmarks.fleet.Units;
import io.claviger.core.refresh.RefreshDueInstance;
import io.claviger.core.refresh.SweepDueInstances;
import io.claviger.runtime.MessageBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * How many tokens one worker renews in a second, batch after batch, where Adobe takes 100 ms for an answer and DynamoDB 5,
 * for each number of messages that it processes at once.
 */
final class RefreshBenchmark {
    private static final Duration ADOBE = Duration.ofMillis(100);
    private static final Duration STORE = Duration.ofMillis(5);
    private static final Duration LIFE = Duration.ofHours(1);
    private static final int DUE = 100;
    private static final int ROUNDS = 7;

    private RefreshBenchmark() {}

    static Page.Result run() {
        StringBuilder table = new StringBuilder("| messages at once | renewals a second | of those ÷ 100 ms |\n");
        table.append("| ---: | ---: | ---: |\n");
        int batch = Integer.getInteger("refresh.batch", 10);
        for (int concurrency : List.of(2, 4, 5, 10)) {
            List<Double> rates = rates(concurrency, batch);
            double ideal = concurrency * 1000.0 / ADOBE.toMillis();
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %s | %s |%n",
                    concurrency,
                    Spread.of(rates).print("%.1f"),
                    Spread.of(rates.stream().map(rate -> rate / ideal).toList()).print("%.2f")));
        }
        return new Page.Result(table.toString());
    }

    private static List<Double> rates(int concurrency, int batchSize) {
        MovedClock clock = new MovedClock();
        AtomicInteger tokens = new AtomicInteger();
        SlowAdobe adobe = new SlowAdobe(LIFE, clock, () -> {
            Waits.pause(ADOBE);
            return "token-" + tokens.incrementAndGet();
        });
        MemoryDynamoDb memory = new MemoryDynamoDb(new Units());
        AtomicReference<Duration> storeLatency = new AtomicReference<>(Duration.ZERO);
        Deployment deployment = new Deployment(
                0.85,
                Waits.slow(memory, storeLatency::get),
                LocalDynamoDb.tables(memory),
                clock,
                Waits::pause,
                adobe,
                _ -> {});
        Registered.with(deployment.process("registration"), DUE);
        storeLatency.set(STORE);
        RefreshDueInstance refresh = deployment.process("worker").refreshDueInstance();
        SweepDueInstances sweep = deployment.process("sweep").sweepDueInstances();
        List<Double> rates = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(concurrency)) {
            MessageBatch batch = new MessageBatch(
                    workers,
                    () -> Duration.ofMinutes(1),
                    Duration.ofSeconds(20),
                    body -> refresh.refresh(MessageJson.instance(body)));
            for (int round = 0; round < ROUNDS; round++) {
                clock.moveBy(LIFE.multipliedBy(19).dividedBy(20));
                sweep.sweep(Duration.ofMinutes(1));
                List<ObjectNode> events = Stream.generate(
                                () -> deployment.refreshQueue().receive(Instant.MAX))
                        .limit(DUE)
                        .map(Optional::orElseThrow)
                        .gather(Gatherers.windowFixed(batchSize))
                        .map(RefreshBenchmark::event)
                        .toList();
                int before = tokens.get();
                long begun = System.nanoTime();
                events.forEach(batch::workThrough);
                double seconds = (System.nanoTime() - begun) / 1e9;
                if (tokens.get() - before != DUE) {
                    throw new IllegalStateException("renewed " + (tokens.get() - before));
                }
                rates.add(DUE / seconds);
            }
        }
        return rates;
    }

    /** The event of an SQS event source. */
    private static ObjectNode event(List<Message> messages) {
        ObjectNode event = new ObjectMapper().createObjectNode();
        ArrayNode records = event.putArray("Records");
        messages.forEach(
                message -> records.addObject().put("messageId", message.body()).put("body", message.body()));
        return event;
    }
}
