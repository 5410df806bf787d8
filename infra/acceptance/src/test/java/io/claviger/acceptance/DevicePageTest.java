package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The local system's page is a device with WebCrypto. */
@OnRunningSystem
class DevicePageTest {
    private static final Path CHROMIUM = Path.of(System.getProperty("claviger.chromium", "/usr/bin/chromium"));
    private static final Pattern STEP = Pattern.compile("data-step=\"(\\w+)\" data-status=\"(\\d+)\"");

    private final Claviger claviger;

    DevicePageTest(Claviger claviger) {
        this.claviger = claviger;
    }

    static boolean hasChromium() {
        return Files.isExecutable(CHROMIUM);
    }

    @Test
    @EnabledIf("hasChromium")
    void the_page_enrols_gets_a_token_and_after_the_end_of_its_key_none(@TempDir Path profile) throws Exception {
        String application = claviger.registeredApplication().id();
        String page = dump(profile, claviger.api() + "/local/device?run&instance=tab&application=" + application);
        assertThat(STEP.matcher(page).results().map(DevicePageTest::step))
                .containsExactly("code 201", "enrol 201", "token 200", "end 204", "token 401");
        assertThat(page).contains("\"access_token\":\"…\"");
    }

    private static String step(MatchResult found) {
        return found.group(1) + " " + found.group(2);
    }

    /** The page after its script has run. */
    private static String dump(Path profile, String address) throws IOException, InterruptedException {
        Path output = profile.resolve("page.html");
        Process chromium = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + profile.resolve("profile"),
                        "--virtual-time-budget=60000",
                        "--dump-dom",
                        address)
                .redirectError(Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        assertThat(chromium.waitFor()).isZero();
        return Files.readString(output);
    }
}
