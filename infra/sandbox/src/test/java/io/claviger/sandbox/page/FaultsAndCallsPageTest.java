package io.claviger.sandbox.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.claviger.sandbox.AdobeCaller;
import org.junit.jupiter.api.Test;

/** What the page shows of calls and clients, and how a person sets faults. */
class FaultsAndCallsPageTest extends BrowserTestBase {
    @Test
    void changes_by_another_program_appear_without_reloading() {
        assertThat(page.locator("#applications")).containsText("No application yet");
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
        page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Revocation shows only at"))
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
    void a_mistake_in_the_faults_is_explained_and_the_fields_stay() {
        page.getByText("More faults").click();
        page.getByLabel("Same token again").fill("0.25");
        page.getByLabel("Other path prefixes").fill("o/client");
        page.getByLabel("Other path prefixes").press("Enter");
        assertThat(page.locator("#fault-form [role=alert]")).containsText("prefixes of paths such as /api/v2/");
        assertThat(page.getByLabel("Same token again")).hasValue("0.25");
        assertThat(sandbox.faults().sameTokenRate()).isNull();

        page.getByLabel("Other path prefixes").fill("/o/client");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply"))
                .press("Enter");
        assertThat(page.locator("#summary")).containsText("same token again 25 % at /o/client");
        assertThat(page.getByLabel("Same token again")).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply")))
                .isFocused();
    }

    @Test
    void the_request_list_keeps_its_scroll_position_when_calls_arrive() {
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
        assertThat(page.locator("#requests")).containsText("No request matches the filter.");
    }
}
