package io.claviger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code claviger applications}, and the commands for one instance. */
class ApplicationCommandsTest {
    private final FakeClaviger claviger = new FakeClaviger();
    private final Path statement;
    private final Tool tool;

    ApplicationCommandsTest(@TempDir Path home) {
        this.statement = home.resolve("statement.txt");
        this.tool = new Tool(home, claviger.url());
    }

    @BeforeEach
    void register() throws IOException {
        Files.writeString(statement, "header.claims.signature\n");
        claviger.instance("one", "ACTIVE", "c1");
        claviger.instance("two", "QUARANTINED", "c2");
    }

    @AfterEach
    void stop() {
        claviger.close();
    }

    @Test
    void applications_are_listed_shown_and_checked() {
        assertThat(tool.run("applications", "list")).isEqualTo(ExitCode.DONE);
        assertThat(tool.out()).containsPattern("tv +ACTIVE");
        assertThat(tool.run("applications", "show", "tv")).isEqualTo(ExitCode.DONE);
        assertThat(tool.out()).containsPattern("application_id +tv");

        claviger.answersOnce(200, JsonNodeFactory.instance.objectNode().put("status", "ACTIVE"));
        assertThat(tool.run("applications", "check", "tv")).isEqualTo(ExitCode.DONE);
        claviger.answersOnce(200, JsonNodeFactory.instance.objectNode().put("status", "REVOKED"));
        assertThat(tool.run("applications", "check", "tv")).isEqualTo(ExitCode.FAILED);
        assertThat(claviger.asked()).endsWith("POST /v1/applications/tv/revocation-check");
    }

    @Test
    void a_statement_is_stored_and_a_missing_file_is_told() {
        assertThat(put()).isEqualTo(ExitCode.DONE);
        assertThat(claviger.asked()).endsWith("PUT /v1/applications/tv");
        assertThat(tool.run("applications", "put", "tv", "--statement", statement + "x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(tool.err()).contains("there is no file");
    }

    @Test
    void registering_anew_after_refusals_asks_with_the_number_of_viewers() {
        assertThat(put("--on-rejected-credentials", "reregister")).isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(tool.err()).contains("1 viewer will have to sign in again");
        assertThat(claviger.asked()).noneMatch(asked -> asked.startsWith("PUT"));

        claviger.applicationStatus = "REVOKED";
        assertThat(put("--on-rejected-credentials", "reregister", "--yes")).isEqualTo(ExitCode.DONE);
        assertThat(tool.err()).contains("2 viewers will have to sign in again");
    }

    @Test
    void an_instance_is_taken_out_of_service_after_a_yes_and_brought_back() {
        assertThat(tool.run("instances", "deregister", "tv", "one")).isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(tool.err()).contains("1 viewer");
        assertThat(tool.run("instances", "deregister", "tv", "one", "--yes")).isEqualTo(ExitCode.DONE);
        assertThat(claviger.asked()).containsExactly("DELETE /v1/applications/tv/instances/one");

        claviger.answersOnce(200, JsonNodeFactory.instance.objectNode().put("status", "ACTIVE"));
        assertThat(tool.run("instances", "restore", "tv", "one")).isEqualTo(ExitCode.DONE);
        assertThat(claviger.asked()).endsWith("POST /v1/applications/tv/instances/one/restore");
    }

    @Test
    void an_import_s_fleet_is_listed_with_what_is_not_proved() {
        claviger.instance("three", "ACTIVE", "c3").put("proved", false);
        assertThat(tool.run("credentials", "export-status", "tv", "--unproved")).isEqualTo(ExitCode.DONE);
        assertThat(tool.out().lines()).hasSize(2).anyMatch(line -> line.startsWith("three"));
    }

    private int put(String... options) {
        String[] command = new String[options.length + 5];
        System.arraycopy(
                new String[] {"applications", "put", "tv", "--statement", statement.toString()}, 0, command, 0, 5);
        System.arraycopy(options, 0, command, 5, options.length);
        return tool.run(command);
    }
}
