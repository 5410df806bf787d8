package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.claviger.acceptance.OperatorTool.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's tool, as the jar of a release, with AWS credentials alone. */
@OnRunningSystem
class OperatorToolTest {
    private final Claviger claviger;
    private final OperatorTool tool;
    private final Path home;
    private final SampleApplication application;

    OperatorToolTest(Claviger claviger, @TempDir Path home) {
        this.claviger = claviger;
        this.tool = new OperatorTool(claviger, home);
        this.home = home;
        this.application = claviger.registeredApplication();
    }

    @BeforeEach
    void logIn() throws Exception {
        Said login = tool.logIn();
        assertThat(login.status()).as(login.text()).isZero();
        assertThat(login.text()).contains("operator");
    }

    @Test
    void a_statement_that_was_revoked_by_mistake_is_followed_to_its_end() throws Exception {
        application.revoke();
        assertThat(run("applications", "check", application.id())).satisfies(said -> {
            assertThat(said.status()).isEqualTo(1);
            assertThat(said.text()).contains("REVOKED");
        });
        assertThat(run("status", application.id()).text())
                .containsPattern("WRONG +statements +%s is REVOKED".formatted(application.id()));

        application.reinstate();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> run("applications", "check", application.id()).status() == 0);
        assertThat(run("status", application.id()).text()).containsPattern("OK +statements");
    }

    @Test
    void dead_letters_are_thrown_away_after_a_yes() throws Exception {
        claviger.sendMessage("claviger-local-revocation-evidence-dead-letters", "unreadable");

        assertThat(run("dead-letters", "show", "evidence").text()).contains("1 dead letter", "unreadable");
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

        assertThat(run("credentials", "import", "misspelt", fleet.toString(), "--dry-run")
                        .text())
                .contains("unknown_application");
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
        return tool.run(arguments);
    }
}
