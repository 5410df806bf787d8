package io.claviger.sandbox.page;

import io.claviger.sandbox.dashboard.NewApplication;
import io.claviger.sandbox.state.SandboxState;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creating registered applications and custom schemes, revoking and reinstating, from the page. */
final class ApplicationForms {
    private final SandboxState state;
    private final Templates templates;
    private final Panels panels;

    ApplicationForms(SandboxState state, Templates templates, Panels panels) {
        this.state = state;
        this.templates = templates;
        this.panels = panels;
    }

    void mount(Router router) {
        router.post("/page/applications").handler(this::create);
        router.post("/page/applications/:id/revoke").handler(context -> {
            state.applications().revoke(id(context));
            DashboardPage.send(context, panels.applications().html());
        });
        router.post("/page/applications/:id/reinstate").handler(context -> {
            state.applications().reinstate(id(context));
            DashboardPage.send(context, panels.applications().html());
        });
        router.post("/page/schemes").handler(this::createScheme);
    }

    static String empty(Templates templates) {
        return form(templates, "");
    }

    static String emptyScheme(Templates templates) {
        return schemeForm(templates, "");
    }

    private void create(RoutingContext context) {
        var form = context.request().formAttributes();
        try {
            var created = state.applications().create(asked(form));
            context.response().putHeader("HX-Trigger", "applications-changed");
            DashboardPage.send(context, form(templates, "Created " + created.name() + " " + created.version() + "."));
        } catch (IllegalArgumentException e) {
            DashboardPage.explain(context, "new-application", String.valueOf(e.getMessage()));
        }
    }

    private void createScheme(RoutingContext context) {
        try {
            var created = state.customSchemes()
                    .create(Objects.requireNonNullElse(context.request().getFormAttribute("scheme"), ""));
            context.response().putHeader("HX-Trigger", "schemes-changed");
            DashboardPage.send(context, schemeForm(templates, "Added " + created.value() + "."));
        } catch (IllegalArgumentException e) {
            DashboardPage.explain(context, "new-scheme", String.valueOf(e.getMessage()));
        }
    }

    private static NewApplication asked(MultiMap form) {
        return new NewApplication(
                form.get("name"),
                form.get("version"),
                null,
                words(form.get("platforms")),
                words(form.get("channels")),
                words(form.get("domains")),
                words(form.get("custom_schemes")),
                words(form.get("scopes")).isEmpty() ? null : words(form.get("scopes")),
                null,
                form.contains("rest_api_v2"));
    }

    private static List<String> words(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("[,\\s]+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    private static String form(Templates templates, String done) {
        return templates.render("new-application", Map.of("done", done));
    }

    private static String schemeForm(Templates templates, String done) {
        return templates.render("new-scheme", Map.of("done", done));
    }

    private static String id(RoutingContext context) {
        return Objects.requireNonNullElse(context.pathParam("id"), "");
    }
}
