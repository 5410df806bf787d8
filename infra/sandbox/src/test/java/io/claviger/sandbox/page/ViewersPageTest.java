package io.claviger.sandbox.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.claviger.sandbox.AdobeCaller;
import io.claviger.sandbox.StreamingApp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Viewers on the page, and the TV provider's page on which they sign in. */
class ViewersPageTest extends BrowserTestBase {
    private AdobeCaller adobe;
    private StreamingApp tv;
    private final List<String> providerErrors = new ArrayList<>();

    @BeforeEach
    void startTheTv() {
        providerErrors.clear();
        adobe = new AdobeCaller(sandbox.baseUri());
        tv = new StreamingApp(adobe, statementOf("News"), "tv-1");
    }

    @AfterEach
    void stopTheTv() {
        adobe.close();
        assertThat(providerErrors).isEmpty();
    }

    @Test
    void a_viewer_signs_in_by_keyboard_and_appears_on_the_page() {
        var provider = openProvider(createSession());
        assertThat(provider.getByLabel("Name")).isFocused();
        provider.getByLabel("Name").fill("Ada");
        provider.keyboard().press("Enter");
        provider.waitForURL(sandbox.baseUri() + "/?done");
        assertThat(viewer("Ada")).containsText("signed in");
        assertThat(viewer("Ada").locator(".left")).containsText("29 d 23 h");
        assertThat(page.locator("#provider")).containsText("No TV waits for a viewer.");
        assertThat(page.locator(".consequence")).hasText("Revoking signs 1 viewer out for good.");
    }

    @Test
    void a_viewer_who_refuses_returns_to_the_app_and_is_not_listed() {
        var provider = openProvider(createSession());
        provider.getByLabel("Name").press("Tab");
        provider.keyboard().press("Tab");
        assertThat(provider.getByText("Refuse")).isFocused();
        provider.keyboard().press("Enter");
        provider.waitForURL(sandbox.baseUri() + "/?done");
        assertThat(page.locator("#provider")).containsText("No TV waits for a viewer.");
        assertThat(page.locator("#viewers")).containsText("No viewer yet.");
        assertThat(sandbox.profiles()).isEmpty();
    }

    @Test
    void a_session_without_its_parameters_shows_what_it_waits_for() {
        tv.createSession("domainName=example.com");
        assertThat(page.locator("#provider")).containsText("waits for mvpd, redirectUrl");
    }

    @Test
    void the_page_says_before_a_revocation_whom_it_signs_out_and_then_shows_it() {
        tv.signIn("Ada");
        new StreamingApp(
                        adobe,
                        sandbox.softwareStatement(
                                sandbox.applications().getFirst().id()),
                        "tv-2")
                .signIn("Grace");
        assertThat(page.locator(".consequence")).hasText("Revoking signs 2 viewers out for good.");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Revoke… News 1.0.0"))
                .click();
        assertThat(page.locator("#confirm-text")).containsText("Viewers signed out for good: 2.");
        page.locator("#confirm [data-answer=yes]").click();
        assertThat(viewer("Ada")).containsText("out: statement revoked");
        assertThat(viewer("Grace")).containsText("out: statement revoked");
        assertThat(page.locator(".consequence")).containsText("Reinstating brings no viewer back");
    }

    @Test
    void an_app_that_registers_anew_shows_that_its_viewer_is_out() {
        tv.signIn("Ada");
        assertThat(viewer("Ada")).containsText("signed in");
        tv.registerAnew(
                sandbox.softwareStatement(sandbox.applications().getFirst().id()));
        tv.get("profiles");
        assertThat(viewer("Ada")).containsText("out: client replaced");
        assertThat(page.locator(".consequence")).hasText("No viewer is signed in: revoking signs nobody out.");
    }

    @Test
    void one_switch_turns_the_strictness_of_the_documents_on() {
        page.getByLabel("Strict").check();
        page.getByLabel("Resources that the TV provider denies").fill("premium, sports");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply"))
                .click();
        assertThat(page.locator(".summary")).containsText("strict");
        assertThat(page.locator(".summary")).containsText("throttle");
        assertThat(page.locator(".summary")).containsText("device headers required");
        assertThat(page.locator(".summary")).containsText("denied: premium, sports");
        assertThat(sandbox.faults().throttles()).isTrue();
        assertThat(page.getByLabel("Adobe’s throttle")).not().isChecked();
    }

    private String statementOf(String name) {
        return sandbox.softwareStatement(sandbox.createApplication(name).id());
    }

    private String createSession() {
        var redirectUrl = URLEncoder.encode(sandbox.baseUri() + "/?done", StandardCharsets.UTF_8);
        return tv.createSession("mvpd=SandboxTV&domainName=example.com&redirectUrl=" + redirectUrl)
                .json()
                .path("code")
                .asText();
    }

    private Page openProvider(String code) {
        var link = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in with code " + code));
        var provider = page.waitForPopup(link::click);
        provider.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                providerErrors.add(message.text());
            }
        });
        return provider;
    }

    private Locator viewer(String name) {
        // Exactly: a client's random id may hold the letters of a short name.
        Locator named = page.getByText(name, new Page.GetByTextOptions().setExact(true));
        return page.locator("#viewers tbody tr").filter(new Locator.FilterOptions().setHas(named));
    }
}
