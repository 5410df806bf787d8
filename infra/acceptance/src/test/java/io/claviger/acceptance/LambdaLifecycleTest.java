package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.claviger.local.LocalOptions;
import io.claviger.local.LocalSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private static final int MAX_NEW_CLASSES = 50;

    private LocalSystem system;
    private Claviger claviger;
    private SampleApplication application;

    @BeforeAll
    void start() throws InterruptedException {
        system = LocalSystem.start(LocalOptions.onFreePorts(Path.of("../../template.yaml"))
                // A vend then needs Secrets Manager for the keyset alone.
                .withParameter("CredentialStorage", "table")
                .withConcurrency(1)
                .withSchedules(false));
        claviger = new Claviger(system.api(), system.iam(), system.sandbox().baseUri(), system.aws());
        application = claviger.unregisteredApplication();
    }

    @AfterAll
    void stop() {
        system.close();
    }

    @Test
    @Order(1)
    void priming_leaves_nothing_behind() {
        assertThat(claviger.aws("dynamodb", "DynamoDB_20120810.Scan", Map.of("TableName", "claviger-local-instances"))
                        .jsonPath()
                        .getList("Items"))
                .isEmpty();
        assertThat(claviger.secrets("")).isEmpty();
        assertThat(claviger.events()).isEmpty();
        assertThat(claviger.calls("/o/client/register")).isEmpty();
        assertThat(claviger.calls("/o/client/token")).isEmpty();
        assertThat(List.of("RegistrationFunction", "TokenFunction"))
                .allSatisfy(function -> assertThat(
                                claviger.local().get("/local/logs/" + function).asString())
                        .doesNotContain("_aws", "priming"));
    }

    @Test
    @Order(2)
    void the_first_registration_after_the_snapshot_loads_few_classes() {
        long before = LoadedClasses.of(claviger, "RegistrationFunction");
        claviger.operator()
                .body(application.body())
                .put("/v1/applications/{id}", application.id())
                .then()
                .statusCode(201);
        application.register("first");
        assertThat(LoadedClasses.of(claviger, "RegistrationFunction") - before).isLessThan(2 * MAX_NEW_CLASSES);
    }

    @Test
    @Order(3)
    void the_first_vend_after_the_snapshot_loads_few_classes_and_reads_no_key() {
        claviger.awsFaults(List.of(
                Map.of("function", "TokenFunction", "service", "secretsmanager", "error", "InternalServiceError"),
                Map.of("function", "TokenFunction", "service", "kms", "error", "KMSInternalException")));
        long before = LoadedClasses.of(claviger, "TokenFunction");
        application.accessToken("first");
        assertThat(LoadedClasses.of(claviger, "TokenFunction") - before).isLessThan(MAX_NEW_CLASSES);
        assertThat(claviger.local().get("/local/aws-faults").jsonPath().getInt("waiting"))
                .as("faults that no call has met")
                .isEqualTo(2);
        claviger.awsFaults(Map.of());
    }

    @ParameterizedTest
    @Order(4)
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
    @Order(5)
    void without_a_fault_no_function_logs_a_warning() {
        claviger.run("TokenFunction").then().statusCode(200).body("statusCode", equalTo(200));
        claviger.run("RegistrationFunction").then().statusCode(200).body("statusCode", equalTo(200));
        claviger.run("RefreshSweepFunction").then().statusCode(200);
        claviger.run("RevocationCheckFunction").then().statusCode(200);
        claviger.aws("secretsmanager", "secretsmanager.RotateSecret", Map.of("SecretId", "claviger/local/keyset"))
                .then()
                .statusCode(200);

        assertThat(new FunctionLogs(claviger).newWarnings()).isEmpty();
    }
}
