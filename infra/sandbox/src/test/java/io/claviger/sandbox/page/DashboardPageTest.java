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

/** Each thing a person does on the page, done in a browser. */
class DashboardPageTest extends BrowserTestBase {
    @Test
    void a_person_creates_an_application_and_registers_an_app_with_the_statement_downloaded() throws IOException {
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
    void a_form_with_a_mistake_says_what_is_wrong_keeps_what_was_typed_and_creates_nothing() {
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
    void revoking_and_reinstating_ask_first_and_work_by_keyboard_alone() {
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
    void what_another_program_changes_shows_without_reloading() {
        assertThat(page.locator("#applications")).containsText("There is none yet");
        var application = sandbox.createApplication("Made elsewhere");
        assertThat(page.locator("#applications")).containsText("Made elsewhere");
        sandbox.revoke(application.id());
        assertThat(page.locator("#applications .badge")).hasText("revoked");
        sandbox.setFaults("{\"throttle\":true,\"status\":503,\"status_rate\":0.5,\"paths\":[\"token\"]}");
        assertThat(page.locator("#summary .badge")).hasText(new String[] {"status 503 50 % at token", "throttle"});
    }

    @Test
    void faults_are_set_and_cleared() {
        page.getByLabel("Tokens live, seconds").fill("60");
        page.locator("#fault-form [name=status]").fill("503");
        page.getByLabel("Share of calls that get the status").fill("0.5");
        page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("A revocation shows only at"))
                .getByLabel("api")
                .check();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply"))
                .click();
        assertThat(page.locator("#summary")).containsText("tokens live 60 s");
        assertThat(sandbox.faults().tokenTtlSeconds()).isEqualTo(60);
        assertThat(sandbox.faults().status()).isEqualTo(503);
        assertThat(sandbox.faults().statusRate()).isEqualTo(0.5);
        assertThat(sandbox.faults().revocationShowsAt()).hasToString("[API]");
        assertThat(sandbox.faults().throttles()).isFalse();

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Clear all"))
                .click();
        assertThat(page.locator("#summary")).containsText("no faults in force");
        assertThat(page.getByLabel("Tokens live, seconds")).hasValue("");
        assertThat(sandbox.faults().status()).isNull();
    }

    @Test
    void a_mistake_in_the_faults_is_explained_and_what_was_typed_stays() {
        page.getByText("More faults").click();
        page.getByLabel("Same token again").fill("0.25");
        page.getByLabel("Other beginnings of paths").fill("o/client");
        page.getByLabel("Other beginnings of paths").press("Enter");
        assertThat(page.locator("#fault-form [role=alert]")).containsText("beginnings of paths such as /api/v2/");
        assertThat(page.getByLabel("Same token again")).hasValue("0.25");
        assertThat(sandbox.faults().sameTokenRate()).isNull();

        page.getByLabel("Other beginnings of paths").fill("/o/client");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply"))
                .press("Enter");
        assertThat(page.locator("#summary")).containsText("same token again 25 % at /o/client");
        assertThat(page.getByLabel("Same token again")).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply")))
                .isFocused();
    }

    @Test
    void a_reader_amid_the_requests_keeps_the_place_when_more_arrive() {
        try (var app = new AdobeCaller(sandbox.baseUri())) {
            for (int call = 0; call < 40; call++) {
                app.tokenForm("nonsense");
            }
            assertThat(page.locator("#requests .count")).containsText("40 shown.");
            var list = page.locator("#requests-table");
            list.focus();
            int below = (int) list.evaluate("list => { list.scrollTop = 300; return list.scrollHeight - 300; }");

            app.tokenForm("nonsense");

            assertThat(page.locator("#requests .count")).containsText("41 shown.");
            assertThat(list).isFocused();
            assertThat((int) list.evaluate("list => list.scrollHeight - list.scrollTop"))
                    .isEqualTo(below);
        }
    }

    @Test
    void what_acts_on_an_application_names_it() {
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
    void a_token_counts_down_until_it_is_expired() {
        sandbox.setFaults("{\"token_ttl_seconds\":4}");
        var application = sandbox.createApplication("Short");
        try (var app = new AdobeCaller(sandbox.baseUri())) {
            app.token(app.registered(sandbox.softwareStatement(application.id())));
        }
        assertThat(page.locator("#clients .left")).hasText("expired");
    }

    @Test
    void requests_are_filtered_by_path_and_outcome() {
        var application = sandbox.createApplication("News");
        try (var app = new AdobeCaller(sandbox.baseUri())) {
            app.registered(sandbox.softwareStatement(application.id()));
            app.tokenForm("nonsense");
        }
        assertThat(page.locator("#requests tbody tr")).hasCount(2);
        page.locator("#request-filter [name=path]").selectOption("/o/client/token");
        assertThat(page.locator("#requests tbody tr")).hasCount(1);
        assertThat(page.locator("#requests tbody")).containsText("invalid_request");
        page.locator("#request-filter [name=outcome]").selectOption("2xx");
        assertThat(page.locator("#requests")).containsText("No request fits the filter.");
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
    void markup_in_a_name_is_shown_as_it_was_typed() {
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
