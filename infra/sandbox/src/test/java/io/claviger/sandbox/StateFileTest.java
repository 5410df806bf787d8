package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.sandbox.AdobeCaller.Credentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that a data folder holds, as crashes, strangers and people with editors leave it. */
class StateFileTest {
    private static final String NAME = "state.jsonl";
    private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+");

    @TempDir
    private Path folder = Path.of("");

    private Sandbox start() {
        return Sandbox.start(SandboxOptions.onAnyPort().withData(folder));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve(NAME));
    }

    private void append(String text) throws IOException {
        Files.writeString(folder.resolve(NAME), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void every_change_is_a_line_that_is_there_before_the_sandbox_stops() throws IOException {
        try (var sandbox = start();
                var adobe = new AdobeCaller(sandbox.baseUri())) {
            assertThat(lines()).hasSize(1);
            var application = sandbox.createApplication("News");
            assertThat(lines()).hasSize(2);
            adobe.registered(sandbox.softwareStatement(application.id()));
            assertThat(lines()).hasSize(3);
            sandbox.revoke(application.id());
            assertThat(lines()).hasSize(4);
            sandbox.createCustomScheme("adobepass://x");
            assertThat(lines()).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"kept\":\"cli", "{\"kept\":\"custom_scheme\",\"scheme\":{\"id\":\"1\",\"value\":\"a://\"}}"})
    void a_line_without_its_end_at_the_end_of_the_file_never_was(String broken) throws IOException {
        try (var sandbox = start()) {
            sandbox.createApplication("Before");
        }
        append(broken);
        try (var sandbox = start()) {
            assertThat(sandbox.applications()).extracting("name").containsExactly("Before");
            sandbox.createApplication("After");
        }
        try (var sandbox = start()) {
            assertThat(sandbox.applications()).extracting("name").containsExactly("Before", "After");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a diary",
                "a diary\n",
                "\n",
                "{}\n",
                "{\"statement_key\":{},\"token_key\":\"\"}\n",
                "{\"kept\":\"custom_scheme\",\"scheme\":{\"id\":\"1\",\"value\":\"a://\"}}\n"
            })
    void a_file_that_no_sandbox_wrote_is_refused_and_left_as_it_was(String foreign) throws IOException {
        append(foreign);

        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("%s, line 1: not a line that a sandbox has written", folder.resolve(NAME));

        assertThat(folder.resolve(NAME)).hasContent(foreign);
    }

    @Test
    void a_first_line_without_its_end_is_no_reason_to_empty_the_file_which_is_good_once_mended() throws IOException {
        start().close();
        var cut = Files.readString(folder.resolve(NAME)).strip();
        Files.writeString(folder.resolve(NAME), cut);

        assertThatThrownBy(this::start).hasMessageContaining("line 1");

        assertThat(folder.resolve(NAME)).hasContent(cut);
        append("\n");
        start().close();
        assertThat(lines()).containsExactly(cut);
    }

    @Test
    void a_sandbox_that_is_killed_loses_nothing_that_it_answered() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SandboxCommand.class.getName(),
                        "--port=0",
                        "--data=" + folder)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Credentials credentials;
        try (var told = process.inputReader()) {
            var address = ADDRESS.matcher(Objects.requireNonNullElse(told.readLine(), ""));
            assertThat(address.find()).isTrue();
            try (var adobe = new AdobeCaller(URI.create(address.group()))) {
                var applications = "/dashboard/registered-applications";
                var id = adobe.postJson(applications, "{\"name\":\"News\"}")
                        .json()
                        .path("id");
                credentials = adobe.registered(adobe.get(applications + "/" + id.asText() + "/software-statement")
                        .body());
            }
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (var sandbox = start();
                var adobe = new AdobeCaller(sandbox.baseUri())) {
            assertThat(adobe.token(credentials).status()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hush",
                "null",
                "{\"kept\":\"hush\"}",
                "{\"kept\":\"custom_scheme\"}",
                "{\"kept\":\"custom_scheme\",\"scheme\":{\"id\":\"hush\",\"value\":\"a://\",\"more\":1}}",
                "{\"kept\":\"client\",\"number\":1,\"id\":\"a\",\"secret\":\"hush\",\"application_id\":\"a\","
                        + "\"redirect_uris\":[],\"grant_types\":[],\"scopes\":[],\"issued_at\":\"hush\"}"
            })
    void a_broken_line_amid_good_ones_is_named_and_not_shown(String broken) throws IOException {
        try (var sandbox = start()) {
            sandbox.createApplication("Before");
        }
        append(broken + "\n");
        var before = lines();

        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(NAME + ", line 3: ")
                .message()
                .doesNotContain("hush");

        assertThat(lines()).isEqualTo(before);
    }

    @Test
    void a_folder_that_is_a_file_is_named() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Sandbox.start(SandboxOptions.onAnyPort().withData(file)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_sandbox_that_does_not_get_its_port_lets_go_of_the_folder() {
        try (var other = Sandbox.start(SandboxOptions.onAnyPort())) {
            var taken = SandboxOptions.onAnyPort().withPort(other.baseUri().getPort());
            assertThatThrownBy(() -> Sandbox.start(taken.withData(folder))).hasMessageContaining("port");
        }
        try (var sandbox = start()) {
            assertThat(sandbox.applications()).isEmpty();
        }
    }

    @Test
    void only_the_owner_may_read_it() throws IOException {
        start().close();
        var view = Files.getFileAttributeView(folder.resolve(NAME), PosixFileAttributeView.class);
        if (view != null) {
            assertThat(PosixFilePermissions.toString(view.readAttributes().permissions()))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void without_a_folder_nothing_is_written() throws IOException {
        var here = Path.of("").toAbsolutePath();
        var before = children(here);
        try (var sandbox = Sandbox.start(SandboxOptions.onAnyPort());
                var adobe = new AdobeCaller(sandbox.baseUri())) {
            adobe.registered(
                    sandbox.softwareStatement(sandbox.createApplication("News").id()));
            assertThat(children(here)).isEqualTo(before);
        }
        assertThat(children(folder)).isEmpty();
    }

    private static List<Path> children(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }
}
