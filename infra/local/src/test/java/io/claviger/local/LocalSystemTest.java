package io.claviger.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.fixture.Fixture;
import io.claviger.local.fixture.RunningFixture;
import io.claviger.local.fixture.TestClient;
import io.claviger.local.fixture.TestResponse;
import io.claviger.local.http.JsonNodes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalSystemTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private RunningFixture fixture;
    private TestClient api;
    private TestClient aws;

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
        fixture = RunningFixture.start(folder);
        api = fixture.api();
        aws = fixture.aws();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void health_is_up_once_every_function_has_asked_for_work() {
        assertThat(fixture.system().notStarted()).isEmpty();
        assertThat(api.get("/local/health").status()).isEqualTo(200);
    }

    @Test
    void a_function_has_the_templates_environment_and_none_of_the_users() {
        JsonNode told = api.get("/open/please-tell").json();

        assertThat(told.path("greeting").asText()).isEqualTo("hello from claviger");
        assertThat(told.path("region").asText()).isEqualTo("us-east-1");
        assertThat(told.path("function").asText()).isEqualTo("claviger-EchoFunction");
        assertThat(told.path("left").asInt()).isBetween(1, 5000);
        assertThat(told.path("home").asBoolean()).isFalse();
    }

    @Test
    void the_next_invocation_replaces_a_killed_process() {
        long pid = api.get("/open/please-tell").json().path("pid").asLong();

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        await().atMost(TIMEOUT)
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(api.get("/open/please-tell").json().path("pid").asLong())
                .isPositive()
                .isNotEqualTo(pid);
    }

    @Test
    void a_call_right_after_its_idle_process_was_killed_is_answered() {
        for (int kill = 0; kill < 10; kill++) {
            long pid = api.get("/open/please-tell").json().path("pid").asLong();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();

            assertThat(api.get("/open/please-tell").status()).isEqualTo(200);
        }
    }

    @Test
    void a_process_is_frozen_between_invocations() {
        int before = ticks();
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);

        int after = ticks();

        // Twenty and more, if it ran.
        assertThat(after - before).isLessThan(10);
    }

    private int ticks() {
        return Integer.parseInt(api.send("POST", "/local/schedules/TickingFunction", "", Map.of())
                .body());
    }

    @Test
    void the_hooks_of_a_snapshot_run_before_the_first_invocation() {
        assertThat(api.get("/local/logs/SnapshotFunction").body()).contains("checkpoint");
        assertThat(api.send("POST", "/local/schedules/SnapshotFunction", "", Map.of())
                        .body())
                .isEqualTo("checkpoint restore");
    }

    @Test
    void killing_a_process_fails_its_invocation_at_once() {
        CompletableFuture<TestResponse> hanging = CompletableFuture.supplyAsync(() -> api.get("/open/please-hang"));
        List<Long> busy = new ArrayList<>();
        await().atMost(TIMEOUT).until(() -> {
            busy.clear();
            api.get("/local/processes").json().forEach(process -> {
                if (process.path("state").asText().equals("busy")) {
                    busy.add(process.path("pid").asLong());
                }
            });
            return !busy.isEmpty();
        });

        busy.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));

        assertThat(hanging.join().status()).isEqualTo(500);
    }

    @Test
    void a_schedule_runs_on_request_with_its_own_input() {
        TestResponse answer = api.send("POST", "/local/schedules/EchoFunction", "", Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("greeting").asText()).isEqualTo("hello from claviger");
        TestResponse failed = api.send("POST", "/local/schedules/FailingFunction", "", Map.of());
        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.body())
                .isEqualTo("{\"errorType\":\"java.lang.IllegalStateException\",\"errorMessage\":\"asked to fail\"}");
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(api.get("/local/logs/FailingFunction").body())
                                .contains("at io.claviger"));
        assertThat(api.send("POST", "/local/schedules/Nobody", "", Map.of()).status())
                .isEqualTo(404);
    }

    @Test
    void only_messages_that_the_function_reports_as_failed_become_dead_letters() {
        send("work", "good");
        send("work", "poison");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(messages("dead-letters")).isEqualTo(1));
        String log = api.get("/local/logs/WorkerFunction").body();
        assertThat(log).contains("got good", "got poison");
        assertThat(messages("work")).isZero();
        JsonNode dead = aws.call("AmazonSQS.ReceiveMessage", JsonNodes.object().put("QueueUrl", url("dead-letters")))
                .json();
        assertThat(dead.at("/Messages/0/Body").asText()).isEqualTo("poison");
    }

    @Test
    void put_events_are_listed() {
        ObjectNode entry = JsonNodes.object()
                .put("Source", "claviger")
                .put("DetailType", "SomethingHappened")
                .put("Detail", "{\"id\":7}")
                .put("EventBusName", "fixture");

        ObjectNode put = JsonNodes.object();
        put.set("Entries", JsonNodes.array().add(entry));
        JsonNode answer = aws.call("AWSEvents.PutEvents", put).json();

        assertThat(answer.path("FailedEntryCount").asInt()).isZero();
        assertThat(api.get("/local/events").json()).anySatisfy(event -> {
            assertThat(event.path("detail-type").asText()).isEqualTo("SomethingHappened");
            assertThat(event.at("/detail/id").asInt()).isEqualTo(7);
        });
    }

    @Test
    void the_templates_table_and_secret_exist() {
        JsonNode table = aws.call(
                        "DynamoDB_20120810.DescribeTable", JsonNodes.object().put("TableName", "fixture"))
                .json();
        assertThat(table.at("/Table/TableStatus").asText()).isEqualTo("ACTIVE");

        JsonNode secret = aws.call(
                        "secretsmanager.GetSecretValue", JsonNodes.object().put("SecretId", "fixture/keyset"))
                .json();
        Optional<JsonNode> value = JsonNodes.parse(secret.path("SecretString").asText());
        assertThat(value.orElseThrow().path("seed").asText()).matches("[0-9a-f]{64}");
    }

    @Test
    void a_fault_fails_the_given_number_of_calls_before_or_after_their_work() {
        ObjectNode create = JsonNodes.object().put("Name", "faulty").put("SecretString", "x");
        fault("{'service':'secretsmanager','operation':'CreateSecret','error':'InternalServiceError','count':1}");
        assertThat(aws.call("secretsmanager.CreateSecret", create).status()).isEqualTo(500);
        assertThat(aws.call("secretsmanager.DescribeSecret", JsonNodes.object().put("SecretId", "faulty"))
                        .status())
                .isEqualTo(400);

        fault("{'service':'secretsmanager','operation':'CreateSecret','error':'ThrottlingException','count':5,"
                + "'when':'after'}");
        assertThat(aws.call("secretsmanager.CreateSecret", create).status()).isEqualTo(400);
        assertThat(aws.call("secretsmanager.DescribeSecret", JsonNodes.object().put("SecretId", "faulty"))
                        .status())
                .isEqualTo(200);

        fault("{}");
        assertThat(aws.call("secretsmanager.CreateSecret", create).body()).contains("ResourceExistsException");
    }

    @Test
    void two_systems_run_side_by_side_without_sharing_state(@TempDir Path folder) throws InterruptedException {
        try (LocalSystem other = LocalSystem.start(LocalOptions.onFreePorts(Fixture.stack(folder))
                .withParameters(Map.of("Issuer", "{api}/local", "Audience", "other"))
                .withConcurrency(1))) {
            String jwt = api.get("/local/jwt").body();
            TestResponse answer = new TestClient(other.api()).send("GET", "/guarded", "", Map.of("Authorization", jwt));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(new TestClient(other.api()).get("/open/fine").status()).isEqualTo(200);
        }
        assertThat(api.get("/local/health").status()).isEqualTo(200);
    }

    @Test
    void a_functions_output_is_in_its_log_and_warnings_are_on_the_console_too() {
        api.get("/open/please-warn");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(fixture.console()).contains("EchoFunction: WARN something is odd"));
        assertThat(api.get("/local/logs/EchoFunction").body()).contains("WARN something is odd");
    }

    @Test
    void subsegments_of_a_traced_function_are_kept_if_x_ray_accepts_them() {
        api.get("/open/please-trace-nonsense");
        api.get("/open/please-trace");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(api.get("/local/traces").json())
                        .hasSize(1)
                        .allSatisfy(subsegment -> {
                            assertThat(subsegment.path("name").asText()).isEqualTo("example.com");
                            assertThat(subsegment.path("trace_id").asText()).matches("1-[0-9a-f]{8}-[0-9a-f]{24}");
                        }));
    }

    private void fault(String json) {
        assertThat(api.send("PUT", "/local/aws-faults", json.replace('\'', '"'), Map.of())
                        .status())
                .isEqualTo(204);
    }

    private void send(String queue, String body) {
        ObjectNode message = JsonNodes.object().put("QueueUrl", url(queue)).put("MessageBody", body);
        assertThat(aws.call("AmazonSQS.SendMessage", message).status()).isEqualTo(200);
    }

    private int messages(String queue) {
        ObjectNode question = JsonNodes.object().put("QueueUrl", url(queue));
        question.set("AttributeNames", JsonNodes.array().add("All"));
        JsonNode attributes =
                aws.call("AmazonSQS.GetQueueAttributes", question).json().path("Attributes");
        return attributes.path("ApproximateNumberOfMessages").asInt()
                + attributes.path("ApproximateNumberOfMessagesNotVisible").asInt();
    }

    private String url(String queue) {
        return fixture.system().aws() + "/000000000000/" + queue;
    }
}
