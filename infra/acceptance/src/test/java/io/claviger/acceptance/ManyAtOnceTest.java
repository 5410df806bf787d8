package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many concurrent callers, over two processes of each function. */
@OnRunningSystem
class ManyAtOnceTest {
    private final Claviger claviger;
    private final SampleApplication application;

    ManyAtOnceTest(Claviger claviger) {
        this.claviger = claviger;
        this.application = claviger.registeredApplication();
    }

    @Test
    void fifty_registrations_of_one_instance_are_one_register_call() throws Exception {
        int before = claviger.registrations().size();

        List<Response> answers = atOnce(
                50,
                () -> claviger.app(application.id(), "one")
                        .put("/v1/applications/{a}/instances/one", application.id()));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 200 || answer.statusCode() == 201);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers.stream().map(answer -> answer.path("client_id")).distinct())
                .hasSize(1);
        assertThat(claviger.registrations()).hasSize(before + 1);
        assertThat(processesOf("RegistrationFunction")).isEqualTo(2);
    }

    @Test
    void a_hundred_vends_without_a_token_are_one_token_call() throws Exception {
        String clientId = application.register("one");

        List<Response> answers = atOnce(100, () -> application.token("one"));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
        assertThat(answers.stream().map(answer -> answer.path("access_token")).distinct())
                .hasSize(1);
        assertThat(claviger.tokenCalls(clientId)).hasSize(1);
    }

    @Test
    void a_hundred_vends_of_one_expired_token_are_one_token_call() throws Exception {
        claviger.faults(Map.of("token_ttl_seconds", 2));
        String clientId = application.register("one");
        String expired = application.accessToken("one");
        Instant expiresAt = Instant.parse(application.token("one").path("expires_at"));
        claviger.faults(Map.of());
        await().atMost(Duration.ofSeconds(10)).until(() -> Instant.now().isAfter(expiresAt));
        int before = claviger.tokenCalls(clientId).size();

        List<Response> answers = atOnce(100, () -> application.token("one"));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
        assertThat(answers.stream().map(answer -> answer.path("access_token")).distinct())
                .hasSize(1)
                .doesNotContain(expired);
        int calls = claviger.tokenCalls(clientId).size() - before;
        System.out.println("100 vends of one expired token at once, over two processes: upstream calls " + calls);
        assertThat(calls).isEqualTo(1);
        assertThat(processesOf("TokenFunction")).isEqualTo(2);
    }

    /** The number of processes that have served invocations. */
    private long processesOf(String function) {
        JsonPath processes = claviger.local().get("/local/processes").jsonPath();
        return processes
                .getList("findAll { it.logical_id == '" + function + "' && it.invocations > 0 }")
                .size();
    }

    private static List<Response> atOnce(int times, Callable<Response> call) throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(times)) {
            List<Future<Response>> answers =
                    callers.invokeAll(Stream.generate(() -> call).limit(times).toList());
            return answers.stream().map(ManyAtOnceTest::answer).toList();
        }
    }

    private static Response answer(Future<Response> future) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError("a caller got no answer", e);
        }
    }
}
