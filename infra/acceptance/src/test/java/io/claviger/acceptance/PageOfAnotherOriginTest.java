package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/** A browser's page calls Claviger from another origin: the sandbox's, which is one of {@code AllowedOrigins} here. */
@OnRunningSystem
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf("hasChromium")
class PageOfAnotherOriginTest {
    private static final Path CHROMIUM = Path.of(System.getProperty("claviger.chromium", "/usr/bin/chromium"));
    private static final Path SCRIPT = Path.of("src/test/resources/page-of-another-origin.js");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));

    private final Claviger claviger;
    private final SampleApplication application;

    PageOfAnotherOriginTest(Claviger claviger) {
        this.claviger = claviger;
        this.application = claviger.registeredApplication();
    }

    static boolean hasChromium() {
        return Files.isExecutable(CHROMIUM);
    }

    @AfterEach
    void mend() {
        claviger.faults(Map.of());
    }

    @AfterAll
    void close() {
        browser.close();
        playwright.close();
    }

    @Test
    void a_page_registers_vends_and_enrols_with_a_key_of_the_browser() throws IOException {
        JsonPath seen = call(claviger.sandbox());

        assertThat(seen.getString("registered.body.status")).isEqualTo("ACTIVE");
        assertThat(seen.getString("token.body.access_token"))
                .as(seen.prettify())
                .isNotBlank();
        assertThat(seen.getString("enrolled.body.status")).isEqualTo("ACTIVE");
        assertThat(seen.getString("deviceToken.body.access_token"))
                .as(seen.prettify())
                .isNotBlank();
    }

    @Test
    void a_page_reads_after_which_time_to_repeat() throws IOException {
        claviger.faults(Map.of("status", 503, "paths", List.of("register")));

        JsonPath seen = call(claviger.sandbox());

        assertThat(seen.getInt("registered.status")).isEqualTo(503);
        assertThat(seen.getString("registered.retryAfter")).containsOnlyDigits();
    }

    @Test
    void a_page_that_is_not_allowed_gets_nothing() {
        // The same server under another name is another origin.
        URI page = URI.create(claviger.sandbox().toString().replace("localhost", "127.0.0.1"));

        assertThatThrownBy(() -> call(page))
                .isInstanceOf(PlaywrightException.class)
                .hasMessageContaining("Failed to fetch");
    }

    /** What a page of that origin reads. */
    private JsonPath call(URI origin) throws IOException {
        String enrolmentKey = claviger.operator()
                .put("/v1/applications/{a}/enrolment-key", application.id())
                .path("enrolment_key");
        Map<String, String> claims =
                Map.of("groups", "app", "application", application.id(), "sub", "tv-" + UUID.randomUUID());
        Map<String, String> given = Map.of(
                "api", claviger.api().toString(),
                "application", application.id(),
                "jwt", claviger.jwt(claims),
                "enrolmentKey", enrolmentKey);
        try (Page page = browser.newPage()) {
            page.navigate(origin + "/dashboard/faults");
            return JsonPath.from((String) page.evaluate(Files.readString(SCRIPT), given));
        }
    }
}
