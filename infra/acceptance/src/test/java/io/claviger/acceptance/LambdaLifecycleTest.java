package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.claviger.local.LocalOptions;
import io.claviger.local.LocalSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a function's process in Lambda: snapshot, freezing and thawing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LambdaLifecycleTest {
    private static final Pattern WARNING =
            Pattern.compile("\\b(WARN|WARNING|ERROR|FATAL|SEVERE)\\b|Exception in thread");

    private LocalSystem system;
    private Claviger claviger;
    private SampleApplication application;

    @BeforeAll
    void start() throws InterruptedException {
        system = LocalSystem.start(LocalOptions.onFreePorts(Path.of("../../template.yaml"))
                .withConcurrency(1)
                .withSchedules(false));
        claviger = new Claviger(system.api(), system.sandbox().baseUri(), system.aws());
        application = claviger.registeredApplication();
    }

    @AfterAll
    void stop() {
        system.close();
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(ints = {5, 75})
    void the_first_call_after_a_freeze_is_right_and_posts_once(int seconds) {
        String before = "before-" + seconds;
        String after = "after-" + seconds;
        application.register(before);
        String token = application.accessToken(before);
        int registrations = claviger.calls("/o/client/register").size();

        await().pollDelay(Duration.ofSeconds(seconds))
                .atMost(Duration.ofMinutes(3))
                .until(() -> true);

        assertThat(application.accessToken(before)).isEqualTo(token);
        String clientId = application.register(after);
        assertThat(claviger.calls("/o/client/register")).hasSize(registrations + 1);
        assertThat(application.accessToken(after)).isNotBlank();
        assertThat(claviger.tokenCalls(clientId)).hasSize(1);
    }

    @Test
    @Order(2)
    void without_a_fault_no_function_logs_a_warning() {
        claviger.run("RefreshSweepFunction").then().statusCode(200);
        claviger.run("RevocationCheckFunction").then().statusCode(200);
        claviger.aws("secretsmanager", "secretsmanager.RotateSecret", Map.of("SecretId", "claviger/local/keyset"))
                .then()
                .statusCode(200);

        List<String> functions =
                claviger.local().get("/local/processes").jsonPath().getList("logical_id");

        assertThat(functions)
                .isNotEmpty()
                .allSatisfy(function -> assertThat(claviger.local()
                                .get("/local/logs/" + function)
                                .asString()
                                .lines())
                        .noneMatch(line -> WARNING.matcher(line).find()));
    }
}
