package io.claviger.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.claviger.sandbox.Sandbox;
import io.claviger.sandbox.SandboxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** One browser for each class; one sandbox and one tab for each test. A console error or warning fails the test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(NeedsChromium.class)
abstract class BrowserTestBase {
    private static final int TIMEOUT_MS = 30_000;

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(NeedsChromium.CHROMIUM)
                    .setArgs(List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    private final List<String> consoleErrors = new ArrayList<>();

    protected Sandbox sandbox;
    protected Page page;

    @BeforeEach
    void open() {
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MS);
        consoleErrors.clear();
        sandbox = Sandbox.start(options());
        page = newPage();
    }

    private Page newPage() {
        var context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 1000));
        context.setDefaultTimeout(TIMEOUT_MS);
        var tab = context.newPage();
        tab.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                consoleErrors.add(message.text());
            }
        });
        tab.onPageError(consoleErrors::add);
        tab.navigate(sandbox.baseUri() + "/");
        return tab;
    }

    @AfterEach
    void close() {
        page.context().close();
        sandbox.close();
        assertThat(consoleErrors).isEmpty();
    }

    @AfterAll
    void closeBrowser() {
        browser.close();
        playwright.close();
    }

    protected SandboxOptions options() {
        return SandboxOptions.onAnyPort();
    }
}
