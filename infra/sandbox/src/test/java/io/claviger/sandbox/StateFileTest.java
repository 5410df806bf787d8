package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.sandbox.AdobeCaller.Credentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of a data folder: after a crash, damaged, in use, or written by another program. */
class StateFileTest {
    private static final String NAME = "state.mv";
    private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+");

    @TempDir
    private Path folder = Path.of("");

    @TempDir
    private Path other = Path.of("");

    private static Sandbox startIn(Path folder) {
        return Sandbox.start(SandboxOptions.onAnyPort().withData(folder));
    }

    private Sandbox start() {
        return startIn(folder);
    }

    /** A sandbox with the file as it is now: what a sandbox would find if this one were killed. */
    private Sandbox startOnACopy() throws IOException {
        Files.write(other.resolve(NAME), Files.readAllBytes(folder.resolve(NAME)));
        return startIn(other);
    }

    @Test
    void every_change_is_in_the_file_before_the_sandbox_stops() throws IOException {
        try (var sandbox = start();
                var adobe = new AdobeCaller(sandbox.baseUri())) {
            var application = sandbox.createApplication("News");
            try (var copy = startOnACopy()) {
                assertThat(copy.applications()).containsExactly(application);
                assertThat(copy.clientCount()).isZero();
            }
            adobe.registered(sandbox.softwareStatement(application.id()));
            try (var copy = startOnACopy()) {
                assertThat(copy.clientCount()).isEqualTo(1);
            }
            var revoked = sandbox.revoke(application.id());
            try (var copy = startOnACopy()) {
                assertThat(copy.applications()).containsExactly(revoked);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "-3000, 0", "0, 1", "0, 5000"})
    void a_write_that_was_cut_off_takes_no_earlier_change(int cut, int added) throws IOException {
        try (var sandbox = start()) {
            sandbox.createApplication("Before");
            sandbox.createCustomScheme("last://");
            var bytes = Files.readAllBytes(folder.resolve(NAME));
            Files.write(other.resolve(NAME), Arrays.copyOf(bytes, bytes.length + cut + added));
        }
        try (var sandbox = startIn(other)) {
            assertThat(sandbox.applications()).extracting("name").containsExactly("Before");
            sandbox.createApplication("After");
        }
        try (var sandbox = startIn(other)) {
            assertThat(sandbox.applications()).extracting("name").containsExactly("Before", "After");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 10_000, 100_000})
    void a_file_of_another_program_is_refused_and_left_unchanged(int repeats) throws IOException {
        var diary = "a diary\n".repeat(repeats);
        Files.writeString(folder.resolve(NAME), diary);

        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "%s is damaged, or no sandbox wrote it: delete it to begin anew, or use another data folder",
                        folder.resolve(NAME));

        assertThat(folder.resolve(NAME)).hasContent(diary);
    }

    @Test
    void a_damaged_file_is_refused_and_left_unchanged() throws IOException {
        try (var sandbox = start()) {
            sandbox.createApplication("Before");
        }
        var bytes = Files.readAllBytes(folder.resolve(NAME));
        Arrays.fill(bytes, 8_192, bytes.length, (byte) 7);
        Files.write(folder.resolve(NAME), bytes);

        assertThatThrownBy(this::start).hasMessageContaining("damaged");

        assertThat(folder.resolve(NAME)).hasBinaryContent(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hush",
                "null",
                "{\"id\":\"hush\"}",
                "{\"id\":\"1\",\"value\":null}",
                "{\"id\":\"hush\",\"value\":\"a://\",\"more\":1}",
                "{\"id\":\"1\",\"value\":\"a://\"} hush"
            })
    void an_unreadable_entry_is_refused_and_not_shown(String entry) {
        start().close();
        try (var store = MVStore.open(folder.resolve(NAME).toString())) {
            entries(store, "custom_schemes").put(0L, entry);
        }

        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(NAME + " is damaged")
                .hasNoCause()
                .message()
                .doesNotContain("hush");

        try (var store = MVStore.open(folder.resolve(NAME).toString())) {
            assertThat(entries(store, "custom_schemes")).containsValue(entry);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"statementKey", "tokenKey"})
    void a_bad_key_is_refused_and_not_shown(String key) {
        start().close();
        try (var store = MVStore.open(folder.resolve(NAME).toString())) {
            var keys = entries(store, "keys");
            keys.put(0L, Objects.requireNonNull(keys.get(0L)).replaceFirst("\"" + key + "\":(\\{|\")", "$0hush"));
        }

        assertThatThrownBy(this::start)
                .hasMessageContaining("damaged")
                .message()
                .doesNotContain("hush");
    }

    @Test
    void a_killed_sandbox_loses_no_change_that_it_confirmed() throws IOException, InterruptedException {
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

    @Test
    void a_data_folder_that_is_a_file_is_named() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> startIn(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_sandbox_without_its_port_frees_the_folder() {
        try (var other = Sandbox.start(SandboxOptions.onAnyPort())) {
            var taken = SandboxOptions.onAnyPort().withPort(other.baseUri().getPort());
            assertThatThrownBy(() -> Sandbox.start(taken.withData(folder))).hasMessageContaining("port");
        }
        try (var sandbox = start()) {
            assertThat(sandbox.applications()).isEmpty();
        }
    }

    @Test
    void only_the_owner_may_read_the_file() throws IOException {
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

    private static MVMap<Long, String> entries(MVStore store, String name) {
        return store.openMap(
                name,
                new MVMap.Builder<Long, String>().keyType(LongDataType.INSTANCE).valueType(StringDataType.INSTANCE));
    }

    private static List<Path> children(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }
}
