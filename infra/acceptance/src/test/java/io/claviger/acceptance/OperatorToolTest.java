package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's tool, as the jar of a release, with AWS credentials alone. */
@OnRunningSystem
class OperatorToolTest {
    private static final Path JAR = Path.of("../cli/target/claviger.jar");
    private static final String DEAD_LETTERS = "claviger-local-revocation-evidence-dead-letters";

    private final Claviger claviger;
    private final Path home;
    private final SampleApplication application;

    OperatorToolTest(Claviger claviger, @TempDir Path home) {
        this.claviger = claviger;
        this.home = home;
        this.application = claviger.registeredApplication();
    }

    /** What a command said, and its exit status. */
    private record Said(int status, String text) {}

    @BeforeEach
    void logIn() throws Exception {
        Said login = run("login", "--url", claviger.iam().toString(), "--stage", "local", "--region", "us-east-1");
        assertThat(login.status()).as(login.text()).isZero();
        assertThat(login.text()).contains("operator");
    }

    @Test
    void a_revoked_statement_is_found_and_followed_to_its_end() throws Exception {
        application.revoke();
        assertThat(run("applications", "check", application.id())).satisfies(said -> {
            assertThat(said.status()).isEqualTo(1);
            assertThat(said.text()).contains("REVOKED");
        });
        assertThat(run("status").text()).containsPattern("statement REVOKED +" + application.id());

        application.reinstate();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> run("applications", "check", application.id()).status() == 0);
        assertThat(run("status").text()).doesNotContain(application.id());
    }

    @Test
    void dead_letters_are_found_looked_at_and_thrown_away() throws Exception {
        claviger.aws(
                        "sqs",
                        "AmazonSQS.SendMessage",
                        Map.of(
                                "QueueUrl",
                                claviger.aws() + "/000000000000/" + DEAD_LETTERS,
                                "MessageBody",
                                "unreadable"))
                .then()
                .statusCode(200);

        assertThat(run("status").text()).contains("claviger dead-letters show evidence");
        assertThat(run("dead-letters", "show", "evidence").text()).contains("1 dead letters", "unreadable");
        assertThat(run("dead-letters", "purge", "evidence").status()).isEqualTo(3);
        assertThat(run("dead-letters", "purge", "evidence", "--yes").status()).isZero();
        assertThat(run("dead-letters", "show", "evidence").text()).contains("0 dead letters");
    }

    @Test
    void a_file_of_credentials_becomes_instances_and_the_lists_show_them() throws Exception {
        Path fleet = home.resolve("fleet.csv");
        Files.writeString(
                fleet,
                IntStream.range(0, 40)
                        .mapToObj("tv-%1$d,client-%1$d,secret-%1$d"::formatted)
                        .collect(Collectors.joining("\n", "instance_id,client_id,client_secret\n", "\n")));

        Said imported = run("credentials", "import", application.id(), fleet.toString(), "--prove=at_first_vend");
        assertThat(imported.status()).as(imported.text()).isZero();
        assertThat(Files.readAllLines(home.resolve("fleet.csv.report.csv"))).hasSize(41);
        assertThat(run("credentials", "export-status", application.id(), "--unproved")
                        .text()
                        .lines())
                .hasSize(41);

        application.token("tv-7").then().statusCode(409);
        assertThat(run("instances", "list", application.id(), "--status", "SUSPECT")
                        .text())
                .contains("tv-7", "invalid_client");
        assertThat(run("instances", "deregister", application.id(), "tv-8", "--yes")
                        .status())
                .isZero();
        assertThat(run("instances", "list", application.id(), "--status", "DEREGISTERED")
                        .text())
                .contains("tv-8");
        assertThat(run("instances", "restore", application.id(), "tv-8").status())
                .isZero();
    }

    @Test
    void the_keyset_is_rotated_and_its_status_shown() throws Exception {
        assertThat(run("keyset", "rotate", "--yes").status()).isZero();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> run("keyset", "status").status() == 0);
        assertThat(application.register("one")).isNotBlank();
        assertThat(application.accessToken("one")).isNotBlank();
    }

    private Said run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "XDG_CONFIG_HOME",
                        home.toString(),
                        "AWS_ENDPOINT_URL",
                        claviger.aws().toString(),
                        "AWS_ACCESS_KEY_ID",
                        "LOCALOPERATOR",
                        "AWS_SECRET_ACCESS_KEY",
                        "local-operator-secret"));
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}
