package io.claviger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.claviger.runtime.testing.QueueEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageBatchTest {
    private final ExecutorService workers = Executors.newFixedThreadPool(3);
    private final ExecutorService one = Executors.newSingleThreadExecutor();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final JsonNode event = QueueEvent.sample();

    @AfterEach
    void stop() {
        workers.shutdownNow();
        one.shutdownNow();
    }

    @Test
    void a_poisonous_message_fails_alone() {
        MessageBatch batch = batch(body -> {
            if (body.equals("poison")) {
                throw new IllegalStateException("poison");
            }
            done.add(body);
        });
        assertThat(QueueEvent.failures(event, batch.workThrough(event))).containsExactly(1);
        assertThat(done).containsExactlyInAnyOrder("first", "third");
    }

    @Test
    void the_line_of_a_failed_message_has_its_id() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord log) {
                lines.add(log.getMessage());
            }

            @Override
            public void flush() {
                // nothing is held back
            }

            @Override
            public void close() {
                // nothing is held open
            }
        };
        Logger root = Logger.getLogger("");
        root.addHandler(listener);
        try {
            batch(body -> {
                        throw new IllegalArgumentException(body);
                    })
                    .workThrough(event);
        } finally {
            root.removeHandler(listener);
        }
        List<String> ids = event.path("Records").findValuesAsText("messageId");
        assertThat(ids).hasSize(3).allMatch(id -> lines.stream().anyMatch(line -> line.contains(id)));
    }

    @Test
    void messages_are_processed_in_parallel() {
        CyclicBarrier together = new CyclicBarrier(3);
        MessageBatch batch = batch(_ -> meet(together));
        assertThat(QueueEvent.failures(event, batch.workThrough(event))).isEmpty();
    }

    @Test
    void an_error_fails_its_message_too() {
        MessageBatch batch = batch(_ -> {
            throw new StackOverflowError();
        });
        assertThat(QueueEvent.failures(event, batch.workThrough(event))).containsExactly(0, 1, 2);
    }

    @Test
    void a_message_that_might_outlast_the_invocation_is_not_begun() {
        AtomicInteger seconds = new AtomicInteger(30);
        MessageBatch batch = new MessageBatch(
                one, () -> Duration.ofSeconds(seconds.getAndAdd(-10)), Duration.ofSeconds(20), done::add);
        assertThat(QueueEvent.failures(event, batch.workThrough(event))).containsExactly(2);
        assertThat(done).containsExactly("first", "poison");
    }

    @Test
    void only_events_of_sqs_are_batches() {
        JsonNode call = JsonNodeFactory.instance.objectNode().put("routeKey", "GET /v1/applications");
        assertThat(MessageBatch.isIn(event)).isTrue();
        assertThat(MessageBatch.isIn(JsonNodeFactory.instance.objectNode())).isFalse();
        assertThat(MessageBatch.isIn(call)).isFalse();
    }

    private MessageBatch batch(Consumer<String> work) {
        return new MessageBatch(workers, () -> Duration.ofMinutes(1), Duration.ofSeconds(20), work);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
