package io.claviger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Commands against an API on the loopback address. */
class CommandsTest {
    private final FakeClaviger claviger = new FakeClaviger();

    private final Path home;
    private Tool tool;

    CommandsTest(@TempDir Path home) {
        this.home = home;
        this.tool = new Tool(home, claviger.url());
    }

    @BeforeEach
    void registerInstances() {
        claviger.instance("one", "ACTIVE", "c1");
        claviger.instance("two", "QUARANTINED", "c2")
                .set(
                        "refusal",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("where", "token")
                                .put("code", "invalid_client")
                                .put("seen_at", "2026-11-23T03:00:00Z"));
        claviger.instance("three", "QUARANTINED", "c3");
    }

    @AfterEach
    void stop() {
        claviger.close();
    }

    @Test
    void quarantined_instances_are_listed_with_the_reason() {
        assertThat(tool.run("instances", "list", "tv", "--status", "QUARANTINED"))
                .isEqualTo(ExitCode.DONE);
        assertThat(tool.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("two") && line.contains("invalid_client"))
                .noneMatch(line -> line.startsWith("one"));
    }

    @Test
    void a_script_gets_every_page_as_json() {
        for (int i = 0; i < 250; i++) {
            claviger.instance("i" + i, "ACTIVE", "c" + i);
        }
        assertThat(tool.run("instances", "list", "tv", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(tool.out().lines().filter(line -> line.contains("\"instance_id\"")))
                .hasSize(253);
    }

    @Test
    void a_release_names_the_number_of_viewers_and_does_nothing_without_a_yes() {
        assertThat(tool.answering("n").run("instances", "release", "tv", "--all"))
                .isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(tool.err()).contains("2 viewers").contains("nothing was done");
        assertThat(claviger.requests).noneMatch(request -> request.method().equals("PUT"));
    }

    @Test
    void a_script_that_cannot_answer_has_to_say_yes() {
        assertThat(tool.run("instances", "release", "tv", "two")).isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(tool.err()).contains("--yes");
        assertThat(tool.run("instances", "release", "tv", "two", "--yes")).isEqualTo(ExitCode.DONE);
        assertThat(tool.out()).contains("new_client");
    }

    @Test
    void all_quarantined_instances_are_released_after_a_yes() {
        assertThat(tool.answering("y").run("instances", "release", "tv", "--all"))
                .isEqualTo(ExitCode.DONE);
        assertThat(claviger.instances.values())
                .allMatch(instance -> instance.path("status").asText().equals("ACTIVE"));
    }

    @Test
    void a_problem_of_the_api_is_told_by_its_code_and_exit_status() {
        assertThat(tool.run("instances", "show", "tv", "nobody")).isEqualTo(ExitCode.FAILED);
        assertThat(tool.err()).contains("404 not_found");
        claviger.answersOnce(401, "unauthenticated");
        assertThat(tool.run("instances", "show", "tv", "one")).isEqualTo(ExitCode.NO_ACCESS);
        claviger.close();
        assertThat(tool.run("instances", "show", "tv", "one")).isEqualTo(ExitCode.NO_ACCESS);
        assertThat(tool.err()).contains("does not answer");
    }

    @Test
    void a_wrong_command_line_is_told_apart() {
        assertThat(tool.run("instances", "list")).isEqualTo(ExitCode.USAGE);
        assertThat(tool.run("instances", "list", "tv", "--status", "LOST")).isEqualTo(ExitCode.USAGE);
        assertThat(tool.run("instances", "release", "tv")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_name_from_the_api_does_not_steer_the_terminal() {
        claviger.instance("four", "ACTIVE", "\u001b[2Jc4");
        tool.run("instances", "list", "tv");
        assertThat(tool.out()).contains("?[2Jc4").doesNotContain("\u001b");
    }

    @Test
    void a_login_is_remembered_without_a_credential() throws Exception {
        Path jwt = Path.of("").toAbsolutePath().relativize(home.resolve("jwt").toAbsolutePath());
        assertThat(tool.runAsGiven("login", "--stage", "test", "--url", claviger.url(), "--jwt", jwt.toString()))
                .isEqualTo(ExitCode.DONE);
        tool = new Tool(home, "http://localhost:1");
        assertThat(tool.runAsGiven("instances", "show", "tv", "one")).isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(home.resolve("claviger").resolve("login.json")))
                .contains("test", home.resolve("jwt").toString())
                .doesNotContain("..", Tool.JWT);
        assertThat(claviger.requests)
                .allMatch(request ->
                        ("Bearer " + Tool.JWT).equals(request.headers().get("authorization")));
    }

    @Test
    void the_next_login_begins_from_nothing() throws Exception {
        assertThat(tool.run("login", "--stage", "dev")).isEqualTo(ExitCode.DONE);
        assertThat(tool.runAsGiven("instances", "list", "tv", "--status", "active"))
                .isEqualTo(ExitCode.DONE);
        int asked = claviger.requests.size();

        assertThat(tool.runAsGiven("instances", "list", "tv", "--stage", "prod", "--region", "nowhere"))
                .isNotEqualTo(ExitCode.DONE);
        assertThat(tool.runAsGiven("login", "--stage", "prod", "--region", "nowhere"))
                .isNotEqualTo(ExitCode.DONE);
        assertThat(claviger.requests).hasSize(asked);
        assertThat(tool.out()).contains("Stage dev, " + claviger.url());
    }

    @Test
    void an_aws_profile_signs_calls_for_api_gateway() throws Exception {
        Path credentials = home.resolve("credentials");
        Files.writeString(
                credentials, "[night]\naws_access_key_id = LOCALOPERATOR\naws_secret_access_key = a-secret\n");
        System.setProperty("aws.sharedCredentialsFile", credentials.toString());
        try {
            assertThat(tool.runAsGiven(
                            "instances",
                            "show",
                            "tv",
                            "one",
                            "--url",
                            claviger.url(),
                            "--profile",
                            "night",
                            "--region",
                            "eu-central-1"))
                    .isEqualTo(ExitCode.DONE);
        } finally {
            System.clearProperty("aws.sharedCredentialsFile");
        }
        assertThat(claviger.requests)
                .last()
                .extracting(request -> request.headers().get("authorization"))
                .asString()
                .matches("AWS4-HMAC-SHA256 Credential=LOCALOPERATOR/\\d{8}/eu-central-1/execute-api/aws4_request, "
                        + "SignedHeaders=host;.*, Signature=[0-9a-f]{64}");
    }

    @Test
    void every_command_and_each_of_its_options_is_explained() {
        explained(Claviger.commandLine(new Tool(home, claviger.url()).terminal()));
        assertThat(tool.runAsGiven("--help")).isEqualTo(ExitCode.DONE);
        assertThat(tool.out()).contains("Exit status");
        assertThat(tool.runAsGiven("instances", "release", "--help")).isEqualTo(ExitCode.DONE);
        assertThat(tool.runAsGiven("generate-completion")).isEqualTo(ExitCode.DONE);
        assertThat(tool.out()).contains("complete -F");
    }

    private static void explained(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        assertThat(spec.usageMessage().description()).as(spec.qualifiedName()).isNotEmpty();
        assertThat(spec.args())
                .allSatisfy(argument -> assertThat(argument.description())
                        .as(spec.qualifiedName())
                        .isNotEmpty());
        command.getSubcommands().values().forEach(CommandsTest::explained);
    }

    @Test
    void credentials_are_counted_moved_and_counted_again() {
        assertThat(tool.run("storage", "status")).isEqualTo(ExitCode.FAILED);
        assertThat(tool.out()).containsPattern("tv +table +0 +3 +0");

        claviger.answersOnce(503, "unavailable");
        assertThat(tool.run("storage", "move", "tv")).isEqualTo(ExitCode.DONE);
        assertThat(tool.out()).containsPattern("tv +table +3 +0 +0");

        assertThat(tool.run("storage", "status", "tv")).isEqualTo(ExitCode.DONE);
        assertThat(tool.run("storage", "move", "--per-second", "51")).isEqualTo(ExitCode.USAGE);
    }
}
