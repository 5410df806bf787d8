package io.claviger.sandbox.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.claviger.sandbox.AdobeCaller;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What a person does with applications and custom schemes on the page. */
class ApplicationsPageTest extends BrowserTestBase {
    @Test
    void an_application_is_created_and_its_downloaded_statement_registers_an_app() throws IOException {
        page.getByText("New registered application").click();
        page.getByLabel("Name").fill("News RESTV2");
        page.getByLabel("Channels").fill("REF30, REF40");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Create").setExact(true))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Created News RESTV2 1.0.0.");
        assertThat(page.locator("#applications")).containsText("REF40");

        var download =
                page.waitForDownload(() -> page.getByText("Download statement").click());
        var statement = Files.readString(download.path());
        try (var app = new AdobeCaller(sandbox.baseUri())) {
            var credentials = app.registered(statement);
            assertThat(page.locator("#requests")).containsText("POST /o/client/register");
            assertThat(page.locator("#clients")).containsText(credentials.clientId());
            assertThat(page.locator("#clients")).containsText("none");
            app.token(credentials);
            assertThat(page.locator("#clients .left")).containsText("5 h 59 min");
        }
    }

    @Test
    void a_form_with_a_mistake_shows_it_keeps_its_fields_and_creates_nothing() {
        page.getByText("New registered application").click();
        page.getByLabel("Name").fill("Bad scheme");
        page.getByLabel("Statement enabled for REST API v2").uncheck();
        page.getByLabel("Custom schemes").first().fill("https://x");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Create").setExact(true))
                .click();
        assertThat(page.locator("#new-application [role=alert]")).containsText("a custom scheme looks like");
        assertThat(page.getByLabel("Name")).hasValue("Bad scheme");
        assertThat(page.getByLabel("Statement enabled for REST API v2")).not().isChecked();
        assertThat(sandbox.applications()).isEmpty();

        page.getByLabel("Custom schemes").first().fill("newsapp");
        page.getByLabel("Custom schemes").first().press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Created Bad scheme");
        assertThat(page.locator("#new-application [role=alert]")).hasText("");
        assertThat(page.getByLabel("Custom schemes").first()).isFocused();
    }

    @Test
    void revoking_and_reinstating_ask_for_confirmation_and_work_by_keyboard() {
        var application = sandbox.createApplication("News");
        assertThat(page.locator("#applications .badge")).hasText("active");

        act("Revoke…").press("Enter");
        assertThat(dialog()).isVisible();
        page.keyboard().press("Escape");
        assertThat(dialog()).isHidden();
        assertThat(sandbox.applications().getFirst().revoked()).isFalse();

        act("Revoke…").press("Enter");
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel")))
                .isFocused();
        page.keyboard().press("Enter");
        assertThat(dialog()).isHidden();
        assertThat(sandbox.applications().getFirst().revoked()).isFalse();

        act("Revoke…").press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#applications .badge")).hasText("revoked");
        assertThat(sandbox.applications().getFirst().revoked()).isTrue();

        assertThat(act("Reinstate…")).isFocused();
        act("Reinstate…").press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#applications .badge")).hasText("active");
        assertThat(sandbox.applications().getFirst().id()).isEqualTo(application.id());
        assertThat(sandbox.applications().getFirst().revoked()).isFalse();
    }

    @Test
    void the_buttons_of_an_application_name_it() {
        sandbox.createApplication("News");
        sandbox.createApplication("Sports");
        assertThat(act("Revoke… News 1.0.0")).hasText("Revoke…");
        assertThat(page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName("Download statement of Sports 1.0.0")))
                .isVisible();
        act("Revoke… Sports 1.0.0").click();
        assertThat(page.locator("#confirm-text")).containsText("Sports 1.0.0");
    }

    @Test
    void a_custom_scheme_is_added_and_a_wrong_one_is_explained() {
        page.getByLabel("New custom scheme").fill("https://x");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add"))
                .click();
        assertThat(page.locator("#new-scheme [role=alert]")).containsText("adobepass://com.programmer");
        page.getByLabel("New custom scheme").fill("newsapp://com.programmer");
        page.getByLabel("New custom scheme").press("Enter");
        assertThat(page.locator("#schemes")).containsText("newsapp://com.programmer");
    }

    @Test
    void markup_in_a_name_is_shown_as_text() {
        var name = "<img src=x onerror=alert(1)> \"&amp;'";
        sandbox.createApplication(name);
        assertThat(page.locator("#applications h3")).containsText(name);
        assertThat(page.locator("#applications img")).hasCount(0);
        act("Revoke…").click();
        assertThat(page.locator("#confirm-text")).containsText(name);
    }

    private Locator act(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private Locator dialog() {
        return page.locator("#confirm");
    }
}
