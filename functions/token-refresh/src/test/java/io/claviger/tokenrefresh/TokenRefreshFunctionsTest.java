package io.claviger.tokenrefresh;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.claviger.aws.messages.MessageJson;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.fake.InMemoryApplications;
import io.claviger.core.fake.InMemoryInstances;
import io.claviger.core.fake.InMemoryQueue;
import io.claviger.core.refresh.SweepDueInstances;
import io.claviger.runtime.InvocationDeadline;
import io.claviger.runtime.MessageBatch;
import io.claviger.runtime.testing.FakeContext;
import io.claviger.runtime.testing.QueueEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenRefreshFunctionsTest {
    private static final JsonNode SCHEDULE = JsonNodeFactory.instance.objectNode();
    private static final Context CONTEXT = new FakeContext("8f507cfc-xmpl");

    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final FakeClock clock = new FakeClock();

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @Test
    void the_sweep_returns_how_many_it_queued() throws IOException {
        SweepDueInstances sweep = new SweepDueInstances(
                new InMemoryInstances(new InMemoryApplications(), clock), new InMemoryQueue(), _ -> {}, 10, clock);
        assertThat(invoke(new SweepFunction(sweep), SCHEDULE).toString())
                .isEqualTo("{\"queued\":0,\"held_back\":false}");
    }

    @Test
    void a_malformed_message_does_not_fail_the_others() throws IOException {
        List<String> refreshed = new CopyOnWriteArrayList<>();
        InvocationDeadline deadline = new InvocationDeadline();
        WorkerFunction worker = new WorkerFunction(
                new MessageBatch(
                        workers,
                        deadline,
                        Duration.ofSeconds(20),
                        body -> refreshed.add(MessageJson.instance(body).toString())),
                deadline);
        JsonNode event = QueueEvent.of(message("tv#one"), "not a message", message("tv#two"));

        assertThat(QueueEvent.failures(event, invoke(worker, event))).containsExactly(1);
        assertThat(refreshed).containsExactlyInAnyOrder("tv#one", "tv#two");
    }

    private static String message(String key) {
        return "{\"instance_key\":\"%s\"}".formatted(key);
    }

    private static JsonNode invoke(RequestStreamHandler function, JsonNode event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        function.handleRequest(
                new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)), answer, CONTEXT);
        return new ObjectMapper().readTree(answer.toByteArray());
    }
}
