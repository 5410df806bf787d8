package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process is killed at each step in turn. A retry ends in one usable client and a valid token. */
@OnRunningSystem
@InjectsAwsFaults
class KilledAtEveryStepTest {
    private static final Duration MAX_WAIT = Duration.ofSeconds(90);
    private static final String INSTANCE = "/v1/applications/{a}/instances/{i}";

    private final Claviger claviger;
    private final SampleApplication application;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    KilledAtEveryStepTest(Claviger claviger) {
        this.claviger = claviger;
        this.application = claviger.registeredApplication();
    }

    @AfterEach
    void mend() {
        new ProcessKiller(claviger, "").forget();
        claviger.faults(Map.of());
        callers.shutdownNow();
    }

    /** An instance whose process was killed, and the call that the process was about to make. */
    private record Killed(String instance, String call) {}

    @Test
    void registering() throws Exception {
        List<Killed> all = killedAtEachStep("RegistrationFunction", _ -> {}, this::register);

        System.out.println("\nKilled while registering, before          attempts  clients made  usable credentials");
        for (Killed killed : all) {
            int attempts = 1 + attempts(() -> register(killed.instance()));
            String clientId = register(killed.instance()).path("client_id");
            List<String> made = clientsMadeFor(killed.instance());
            int usable = usableCredentials(killed.instance());
            System.out.printf("  %-38s %9d %13d %19d%n", killed.call(), attempts, made.size(), usable);

            // Only the killed process had Adobe's answer, and RFC 7591 has no way to read a client again.
            boolean answerLost = killed.call().equals("secretsmanager:CreateSecret");
            assertThat(made).as(killed.call()).hasSize(answerLost ? 2 : 1).contains(clientId);
            assertThat(log()).as(killed.call()).contains(made);
            assertThat(usable).as(killed.call()).isEqualTo(1);
            assertThat(secret(killed.instance()).getString("SecretString")).contains(clientId);
        }
        assertThat(all).extracting(Killed::call).contains("dynamodb:PutItem", "secretsmanager:CreateSecret");
    }

    @Test
    void refreshing_for_a_caller() throws Exception {
        List<Killed> all = killedAtEachStep("TokenFunction", this::register, this::vend);

        System.out.println("\nKilled while refreshing for a caller, before  attempts  token calls  usable credentials");
        for (Killed killed : all) {
            int attempts = 1 + attempts(() -> vend(killed.instance()));
            int calls = claviger.tokenCalls(register(killed.instance()).path("client_id"))
                    .size();
            int usable = usableCredentials(killed.instance());
            System.out.printf("  %-43s %9d %12d %19d%n", killed.call(), attempts, calls, usable);

            assertThat(calls).as(killed.call()).isBetween(1, 2);
            assertThat(usable).as(killed.call()).isEqualTo(1);
            assertThat(clientsMadeFor(killed.instance())).as(killed.call()).hasSize(1);
        }
        assertThat(all).extracting(Killed::call).contains("dynamodb:PutItem", "secretsmanager:GetSecretValue");
    }

    @Test
    void refreshing_by_the_schedule() {
        claviger.faults(Map.of("token_ttl_seconds", 10));
        List<String> instances =
                IntStream.range(0, 6).mapToObj(each -> "kept-warm-" + each).toList();
        instances.forEach(this::register);
        instances.forEach(instance -> vend(instance).then().statusCode(200));
        List<String> before = instances.stream().map(this::version).toList();
        ProcessKiller worker = new ProcessKiller(claviger, "RefreshWorkerFunction");

        List<String> calls = new ArrayList<>();
        for (int step = 2; step <= 10; step += 4) {
            worker.holdAfter(step);
            worker.kill(this::sweepAndContinue).ifPresent(calls::add);
        }
        worker.forget();
        System.out.println("\nKilled while refreshing by the schedule, before " + calls);

        assertThat(calls).hasSize(3);
        await().atMost(MAX_WAIT)
                .untilAsserted(() ->
                        instances.forEach(instance -> vend(instance).then().statusCode(200)));
        assertThat(instances).allMatch(instance -> clientsMadeFor(instance).size() == 1);
        assertThat(instances.stream().map(this::version)).isEqualTo(before);
    }

    /** Runs the sweep. */
    private boolean sweepAndContinue() {
        claviger.run("RefreshSweepFunction").then().statusCode(200);
        return false;
    }

    /** Repeats the call for new instances and kills the process one step later each time, until a process completes. */
    private List<Killed> killedAtEachStep(String function, Consumer<String> prepare, Function<String, Response> call)
            throws Exception {
        ProcessKiller killing = new ProcessKiller(claviger, function);
        List<Killed> all = new ArrayList<>();
        prepare.accept("warm");
        while (true) {
            String instance = "killed-%02d".formatted(all.size());
            prepare.accept(instance);
            // A process that starts reads stores before its first invocation: those calls are no step of one.
            await().atMost(MAX_WAIT).until(() -> call.apply("warm").statusCode() < 300);
            killing.holdAfter(all.size());
            Future<Response> answer = callers.submit(() -> call.apply(instance));
            Optional<String> before = killing.kill(answer::isDone);
            if (before.isEmpty()) {
                killing.forget();
                assertThat(answer.get().statusCode()).isBetween(200, 201);
                return all;
            }
            assertThat(answer.get().statusCode()).isEqualTo(500);
            all.add(new Killed(instance, before.get()));
        }
    }

    private int attempts(Callable<Response> call) {
        List<Integer> answers = new ArrayList<>();
        await().atMost(MAX_WAIT).until(() -> {
            answers.add(call.call().statusCode());
            return answers.getLast() < 300;
        });
        assertThat(answers).allMatch(status -> status < 300 || status == 409 || status == 503);
        return answers.size();
    }

    private Response register(String instance) {
        return caller(instance).put(INSTANCE, application.id(), instance);
    }

    private Response vend(String instance) {
        return caller(instance).get(INSTANCE + "/token", application.id(), instance);
    }

    /** Calls with a device address of its own. For a killed function API Gateway answers. */
    private RequestSpecification caller(String instance) {
        return claviger.backend(application.id())
                .noFiltersOfType(OpenApiContract.class)
                .header("X-Forwarded-For", address(instance));
    }

    private String address(String instance) {
        return "2001:db8:" + Integer.toHexString(application.id().hashCode() & 0xffff) + "::"
                + Integer.toHexString(instance.hashCode() & 0xffff);
    }

    private List<String> clientsMadeFor(String instance) {
        return claviger.registrations().stream()
                .filter(call -> address(instance).equals(call.get("client_ip")))
                .map(call -> String.valueOf(call.get("client_id")))
                .toList();
    }

    /** The log lines that record clients. */
    private String log() {
        return claviger.local().get("/local/logs/RegistrationFunction").asString();
    }

    /** The clients whose tokens Claviger vends and Adobe accepts. */
    private int usableCredentials(String instance) {
        String token = vend(instance).then().statusCode(200).extract().path("access_token");
        boolean accepted = claviger.adobe()
                        .header("Authorization", "Bearer " + token)
                        .get("/api/v2/REF30/configuration")
                        .statusCode()
                == 200;
        return accepted
                ? claviger.secrets(application.id() + "/instances/" + instance).size()
                : 0;
    }

    private String version(String instance) {
        return secret(instance).getString("VersionId");
    }

    private JsonPath secret(String instance) {
        return claviger.secret(application.id() + "/instances/" + instance);
    }
}
