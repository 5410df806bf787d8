package io.claviger.sandbox.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.claviger.sandbox.AdobeCaller;
import io.claviger.sandbox.StreamingApp;
import io.claviger.sandbox.dashboard.NewApplication;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in narrow and wide windows, light and dark. */
class AppearanceTest extends BrowserTestBase {
    @ParameterizedTest
    @CsvSource({"360, LIGHT", "360, DARK", "1440, LIGHT", "1440, DARK"})
    void the_page_fits_its_window_and_follows_the_colour_scheme(int width, ColorScheme colours) {
        sandbox.createApplication(new NewApplication(
                "A name that is much longer than anybody would like it to be RESTV2",
                "2.0.0",
                null,
                List.of("tvOS", "Android", "Roku OS"),
                List.of("REF30", "REF40"),
                List.of("a-rather-long-domain-name.news.example.com"),
                null,
                null,
                null,
                true));
        try (var app = new AdobeCaller(sandbox.baseUri())) {
            app.token(app.registered(
                    sandbox.softwareStatement(sandbox.applications().getFirst().id())));
            app.configuration("A".repeat(100), "nonsense");
            var statement =
                    sandbox.softwareStatement(sandbox.applications().getFirst().id());
            var tv = new StreamingApp(app, statement, "a-device-identifier-that-is-rather-long-for-a-narrow-window");
            tv.signIn("A viewer whose name is longer than most");
            tv.get("profiles");
            new StreamingApp(app, statement, "tv-2").createSession(StreamingApp.WHOLE);
        }
        page.setViewportSize(width, 800);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
        assertThat(page.locator("#requests tbody tr")).hasCount(11);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
        expectColours(colours);
        page.getByText("Sign in", new Page.GetByTextOptions().setExact(true)).evaluate("link => location = link.href");
        assertThat(page.getByLabel("Name")).isVisible();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
        expectColours(colours);
    }

    private void expectColours(ColorScheme colours) {
        var background = (String) page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
        int brightness = Integer.parseInt(background.replaceAll("\\D*(\\d+).*", "$1"));
        assertThat(brightness > 128).isEqualTo(colours == ColorScheme.LIGHT);
    }
}
