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

/** The forms and buttons that change registered applications and custom schemes. */
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
            state.revoke(id(context));
            PageResponse.html(context, panels.applications().html());
        });
        router.post("/page/applications/:id/reinstate").handler(context -> {
            state.applications().reinstate(id(context));
            PageResponse.html(context, panels.applications().html());
        });
        router.post("/page/schemes").handler(this::createScheme);
    }

    /** An empty form, with a message about the last application; empty for none. */
    String newApplication(String done) {
        return templates.render("new-application", Map.of("done", done));
    }

    /** An empty form, with a message about the last scheme; empty for none. */
    String newScheme(String done) {
        return templates.render("new-scheme", Map.of("done", done));
    }

    private void create(RoutingContext context) {
        try {
            var created =
                    state.applications().create(application(context.request().formAttributes()));
            var form = newApplication("Created " + created.name() + " " + created.version() + ".");
            PageResponse.form(context, form, "applications-changed");
        } catch (IllegalArgumentException e) {
            PageResponse.problem(context, "new-application", String.valueOf(e.getMessage()));
        }
    }

    private void createScheme(RoutingContext context) {
        try {
            var value = Objects.requireNonNullElse(context.request().getFormAttribute("scheme"), "");
            var form = newScheme("Added " + state.customSchemes().create(value).value() + ".");
            PageResponse.form(context, form, "schemes-changed");
        } catch (IllegalArgumentException e) {
            PageResponse.problem(context, "new-scheme", String.valueOf(e.getMessage()));
        }
    }

    private static NewApplication application(MultiMap form) {
        var scopes = words(form.get("scopes"));
        return new NewApplication(
                form.get("name"),
                form.get("version"),
                null,
                words(form.get("platforms")),
                words(form.get("channels")),
                words(form.get("domains")),
                words(form.get("custom_schemes")),
                scopes.isEmpty() ? null : scopes,
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

    private static String id(RoutingContext context) {
        return Objects.requireNonNullElse(context.pathParam("id"), "");
    }
}
