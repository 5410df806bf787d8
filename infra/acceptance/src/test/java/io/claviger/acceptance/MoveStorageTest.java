package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.claviger.local.LocalOptions;
import io.claviger.local.LocalSystem;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials move from Secrets Manager to the table and back, each time in a new deployment and under load. */
class MoveStorageTest {
    private static final List<String> FLEET =
            IntStream.range(0, 20).mapToObj(i -> "moved-" + i).toList();
    private static final String INSTANCE = "/v1/applications/{a}/instances/{i}";

    private final Path data;
    private String id = "";
    private String sandboxId = "";

    MoveStorageTest(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void every_client_survives_a_move_there_and_back_under_load() throws Exception {
        Map<String, String> clients = inDeployment("secretsmanager", claviger -> {
            SampleApplication made = claviger.registeredApplication();
            id = made.id();
            sandboxId = made.sandboxId();
            return FLEET.stream().collect(Collectors.toMap(Function.identity(), made::register));
        });
        inDeployment("table", claviger -> {
            movesUnderLoad(claviger, clients);
            assertThat(claviger.secrets(id + "/instances/")).isEmpty();
            return clients;
        });
        inDeployment("secretsmanager", claviger -> {
            movesUnderLoad(claviger, clients);
            assertThat(claviger.secrets(id + "/instances/")).hasSizeGreaterThanOrEqualTo(FLEET.size());
            return clients;
        });
    }

    /** What runs in a deployment. */
    @FunctionalInterface
    private interface Work {
        Map<String, String> in(Claviger claviger) throws Exception;
    }

    private Map<String, String> inDeployment(String storage, Work work) throws Exception {
        LocalOptions options = LocalOptions.onFreePorts(Path.of("../../template.yaml"))
                .withParameter("CredentialStorage", storage)
                .withData(data);
        try (LocalSystem system = LocalSystem.start(options)) {
            Claviger claviger =
                    new Claviger(system.api(), system.iam(), system.sandbox().baseUri(), system.aws());
            return work.in(claviger);
        }
    }

    private void movesUnderLoad(Claviger claviger, Map<String, String> clients) throws Exception {
        SampleApplication application = new SampleApplication(claviger, id, sandboxId);
        int registrations = claviger.registrations().size();
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> load = new ArrayList<>();
            for (String instance : FLEET.subList(0, 6)) {
                load.add(callers.submit(() -> repeat(over, () -> vendsAnew(application, instance))));
            }
            for (String instance : FLEET.subList(6, 9)) {
                load.add(callers.submit(() -> repeat(over, () -> goesAndComesBack(claviger, instance))));
            }
            for (int pass = 0; pass < 3; pass++) {
                allMoved(claviger);
            }
            over.set(true);
            for (Future<Integer> caller : load) {
                assertThat(caller.get()).isPositive();
            }
        }
        await().atMost(Duration.ofMinutes(3)).until(() -> allMoved(claviger));
        assertThat(FLEET).allSatisfy(instance -> {
            assertThat(application.register(instance)).isEqualTo(clients.get(instance));
            assertThat(application.accessToken(instance)).isNotBlank();
        });
        assertThat(claviger.registrations()).hasSize(registrations);
        application.register("new-" + registrations);
    }

    private static int repeat(AtomicBoolean over, Runnable call) {
        int times = 0;
        do {
            call.run();
            times++;
        } while (!over.get());
        return times;
    }

    /** The client is used for each vend: the token is reported as rejected before. */
    private static void vendsAnew(SampleApplication application, String instance) {
        Response vended = application.token(instance);
        assertThat(vended.statusCode()).as(vended.asString()).isEqualTo(200);
        application
                .claviger()
                .app(application.id(), instance)
                .body(Map.of("code", "invalid_access_token"))
                .post(INSTANCE + "/token/rejected", application.id(), instance)
                .then()
                .statusCode(202);
    }

    private void goesAndComesBack(Claviger claviger, String instance) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> claviger.operator().delete(INSTANCE, id, instance).statusCode() == 202);
        await().until(() ->
                claviger.operator().post(INSTANCE + "/restore", id, instance).statusCode() == 200);
    }

    /** Moves every page once; whether nothing was left to do. */
    private boolean allMoved(Claviger claviger) {
        List<JsonPath> pages = new ArrayList<>();
        String next = "";
        do {
            JsonPath page = claviger.operator()
                    .queryParam("limit", 10)
                    .queryParams(next.isEmpty() ? Map.of() : Map.of("next", next))
                    .post("/v1/applications/{a}/storage-moves", id)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            pages.add(page);
            next = String.valueOf(page.getMap("$").getOrDefault("next", ""));
        } while (!next.isEmpty());
        return pages.stream()
                .allMatch(page -> page.getInt("moved") == 0
                        && page.getInt("without_credentials") == 0
                        && page.getList("unfinished").isEmpty());
    }
}
