package io.claviger.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.fixture.Fixture;
import io.claviger.local.fixture.TestClient;
import io.claviger.local.fixture.TestResponse;
import io.claviger.local.http.JsonNodes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalSystemTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final List<String> console = new CopyOnWriteArrayList<>();
    private LocalSystem system;
    private TestClient api;
    private TestClient aws;

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
        system = LocalSystem.start(LocalOptions.onFreePorts(Fixture.stack(folder))
                .withParameters(Map.of("Issuer", "{api}/local"))
                .withConsole(console::add));
        api = new TestClient(system.api());
        aws = new TestClient(system.aws());
    }

    @AfterAll
    void stop() {
        system.close();
    }

    @Test
    void health_is_up_once_every_function_has_asked_for_work() {
        assertThat(system.notStarted()).isEmpty();
        assertThat(api.get("/local/health").status()).isEqualTo(200);
    }

    @Test
    void a_function_gets_a_request_in_payload_format_2_0() {
        JsonNode event = api.send(
                        "POST",
                        "/open/a%2Fb%20c?x=1&x=2&y=%26",
                        "hello",
                        Map.of(
                                "Content-Type",
                                "text/plain",
                                "X-Two",
                                "1",
                                "Cookie",
                                "a=1; b=2",
                                "X-Forwarded-For",
                                "9.9.9.9"))
                .json();

        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("routeKey").asText()).isEqualTo("ANY /open/{name}");
        assertThat(event.path("rawPath").asText()).isEqualTo("/open/a/b c");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("x=1&x=2&y=%26");
        assertThat(event.at("/queryStringParameters/x").asText()).isEqualTo("1,2");
        assertThat(event.at("/queryStringParameters/y").asText()).isEqualTo("&");
        assertThat(event.at("/pathParameters/name").asText()).isEqualTo("a/b c");
        assertThat(event.at("/headers/x-two").asText()).isEqualTo("1");
        assertThat(event.at("/headers/x-forwarded-for").asText()).isEqualTo("9.9.9.9, 127.0.0.1");
        assertThat(event.at("/headers/cookie").isMissingNode()).isTrue();
        assertThat(event.path("cookies")).extracting(JsonNode::asText).containsExactly("a=1", "b=2");
        assertThat(event.at("/requestContext/http/sourceIp").asText()).isEqualTo("127.0.0.1");
        assertThat(event.at("/requestContext/http/method").asText()).isEqualTo("POST");
        assertThat(event.at("/requestContext/stage").asText()).isEqualTo("$default");
        assertThat(event.path("body").asText()).isEqualTo("hello");
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    }

    @Test
    void a_literal_route_comes_before_a_variable_one_and_a_greedy_one_comes_last() {
        assertThat(api.get("/open/literal").json().path("routeKey").asText()).isEqualTo("GET /open/literal");
        assertThat(api.send("PUT", "/open/literal", "", Map.of())
                        .json()
                        .path("routeKey")
                        .asText())
                .isEqualTo("ANY /open/{name}");
        assertThat(api.get("/files/a/b/c").json().at("/pathParameters/rest").asText())
                .isEqualTo("a/b/c");
        assertThat(api.get("/nowhere").status()).isEqualTo(404);
        assertThat(api.get("/nowhere").body()).isEqualTo("{\"message\":\"Not Found\"}");
    }

    @Test
    void the_functions_answer_becomes_the_response() {
        TestResponse answer = api.get("/open/please-answer-418");

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.header("x-tea")).contains("pot");
        assertThat(answer.headers("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.body()).isEqualTo("short");
    }

    @Test
    void a_function_that_fails_dies_or_returns_nonsense_is_an_internal_server_error() {
        for (String evil : List.of("please-fail", "please-die", "please-talk-nonsense")) {
            TestResponse answer = api.get("/open/" + evil);
            assertThat(answer.status()).as(evil).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        }
        assertThat(api.get("/open/fine").status()).isEqualTo(200);
    }

    @Test
    void a_function_is_ended_at_its_timeout() {
        long before = System.nanoTime();

        TestResponse answer = api.get("/open/please-hang");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(25));
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
    void requests_run_in_parallel_up_to_the_concurrency() throws Exception {
        // The common pool has only one thread on a machine with two cores.
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<TestResponse> caller = () -> api.get("/open/fine");
            for (var answer : callers.invokeAll(Collections.nCopies(20, caller))) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        }
        assertThat(api.get("/local/processes").json()).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void a_body_above_the_limit_of_api_gateway_is_refused() {
        TestResponse answer = api.send("POST", "/open/fine", "x".repeat(10 * 1024 * 1024 + 1), Map.of());

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void a_jwt_opens_a_guarded_route_and_its_claims_reach_the_function() {
        String jwt =
                api.get("/local/jwt?groups=app,backend&application=a1&sub=i1").body();

        JsonNode claims = api.send("GET", "/guarded", "", Map.of("Authorization", "Bearer " + jwt))
                .json()
                .at("/requestContext/authorizer/jwt/claims");

        assertThat(claims.path("groups").asText()).isEqualTo("[app backend]");
        assertThat(claims.path("application").asText()).isEqualTo("a1");
        assertThat(claims.path("sub").asText()).isEqualTo("i1");
        assertThat(claims.path("aud").asText()).isEqualTo("fixture");
        assertThat(claims.path("exp").isTextual()).isTrue();
    }

    @Test
    void a_missing_expired_or_foreign_jwt_or_one_for_another_audience_is_unauthorized() {
        assertThat(api.get("/guarded").header("www-authenticate")).contains("Bearer");
        for (String flaw : List.of("ttl=-1", "issuer=http://localhost:1/other", "audience=other")) {
            String jwt = api.get("/local/jwt?groups=app&" + flaw).body();
            TestResponse answer = api.send("GET", "/guarded", "", Map.of("Authorization", "Bearer " + jwt));
            assertThat(answer.status()).as(flaw).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
            assertThat(answer.header("www-authenticate").orElse("")).contains("error=\"invalid_token\"");
        }
        String jwt = api.get("/local/jwt?groups=app").body();
        String tampered = jwt.substring(0, jwt.lastIndexOf('.') + 1) + "AAAA";
        assertThat(api.send("GET", "/guarded", "", Map.of("Authorization", tampered))
                        .status())
                .isEqualTo(401);
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
                .untilAsserted(() -> assertThat(console).contains("EchoFunction: WARN something is odd"));
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
        return system.aws() + "/000000000000/" + queue;
    }
}
