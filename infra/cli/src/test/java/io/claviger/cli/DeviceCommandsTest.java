package io.claviger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code claviger devices}. */
class DeviceCommandsTest {
    private final FakeClaviger claviger = new FakeClaviger();
    private final Path home;
    private final Tool tool;

    DeviceCommandsTest(@TempDir Path home) {
        this.home = home;
        this.tool = new Tool(home, claviger.url());
    }

    @AfterEach
    void stop() {
        claviger.close();
    }

    @Test
    void a_code_goes_into_a_new_file_of_its_owner_and_not_to_the_screen() throws Exception {
        Path file = home.resolve("code");
        claviger.answersOnce(201, object("code", "s3cr3t").put("expires_at", "2026-11-23T03:15:00Z"));
        String[] command = {"devices", "enrolment-code", "tv", "one", "--to", file.toString()};

        assertThat(tool.run(command)).isEqualTo(ExitCode.DONE);
        assertThat(claviger.asked()).containsExactly("POST /v1/applications/tv/instances/one/enrolment-code");
        assertThat(Files.readString(file)).isEqualTo("s3cr3t\n");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThat(tool.out()).contains("2026-11-23T03:15:00Z");

        assertThat(tool.run(command)).isEqualTo(ExitCode.USAGE);
        assertThat(claviger.requests).hasSize(1);
        assertThat(tool.out() + tool.err()).doesNotContain("s3cr3t");
    }

    @Test
    void a_new_enrolment_key_goes_into_a_file_and_the_previous_one_s_end_is_shown() throws Exception {
        Path file = home.resolve("key");
        claviger.answersOnce(
                201, object("enrolment_key", "s3cr3t").put("previous_valid_until", "2026-12-03T03:15:00Z"));

        assertThat(tool.run("devices", "rotate-enrolment-key", "tv", "--to", file.toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(claviger.asked()).containsExactly("PUT /v1/applications/tv/enrolment-key");
        assertThat(Files.readString(file)).isEqualTo("s3cr3t\n");
        assertThat(tool.out()).contains("2026-12-03T03:15:00Z", file.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void the_keys_of_a_device_are_listed() {
        ObjectNode instance = object("instance_id", "one");
        instance.putArray("device_keys").addObject().put("key_id", "k-1").put("enrolled_at", "2026-11-23T03:15:00Z");
        claviger.answersOnce(200, instance);

        assertThat(tool.run("devices", "keys", "tv", "one")).isEqualTo(ExitCode.DONE);
        assertThat(tool.out()).containsPattern("k-1 +2026-11-23T03:15:00Z");
    }

    @Test
    void a_key_is_ended_after_a_yes_that_knows_of_one_viewer() {
        assertThat(tool.run("devices", "revoke-key", "tv", "one", "k-1")).isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(tool.err()).contains("1 viewer");
        assertThat(claviger.requests).isEmpty();

        claviger.answersOnce(204, JsonNodeFactory.instance.objectNode());
        assertThat(tool.run("devices", "revoke-key", "tv", "one", "k-1", "--yes"))
                .isEqualTo(ExitCode.DONE);
        assertThat(claviger.asked()).containsExactly("DELETE /v1/applications/tv/instances/one/device-keys/k-1");
    }

    private static ObjectNode object(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }
}
