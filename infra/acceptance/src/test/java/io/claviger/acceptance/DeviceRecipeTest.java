package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device enrols, gets its token and loses its key, with curl and openssl alone, as docs/devices.md says. */
@OnRunningSystem
class DeviceRecipeTest {
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private final Claviger claviger;

    DeviceRecipeTest(Claviger claviger) {
        this.claviger = claviger;
    }

    @Test
    void the_recipe_ends_with_a_token_and_after_the_end_of_the_key_with_401(@TempDir Path folder) throws Exception {
        String storesTheApplication = commands("../../README.md").split("# 4\\.", 2)[0];
        String script = (storesTheApplication + commands("../../docs/devices.md"))
                .replace("http://localhost:8080", claviger.api().toString())
                .replace("http://localhost:8081", claviger.iam().toString())
                .replace("http://localhost:8090", claviger.sandbox().toString());
        Path output = folder.resolve("output");
        Process shell = new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(shell.waitFor()).isZero();
        assertThat(Files.readString(output))
                .containsSubsequence(
                        "\"key_id\":", "\"access_token\":", "\n200\n", "\"code\":\"unauthenticated\"", "\n401\n");
    }

    /** The first commands of a page. */
    private static String commands(String page) throws IOException {
        Matcher found = COMMANDS.matcher(Files.readString(Path.of(page)));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
