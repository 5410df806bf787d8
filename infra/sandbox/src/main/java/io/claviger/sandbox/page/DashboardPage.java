package io.claviger.sandbox.page;

import io.claviger.sandbox.json.Json;
import io.claviger.sandbox.page.Templates.Panel;
import io.claviger.sandbox.state.SandboxState;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The TVE Dashboard in the browser. The server writes all HTML; the browser asks for the panels that live, and swaps those that have
 * changed.
 */
public final class DashboardPage {
    // All that the page needs comes from this server; htmx's own inline style and eval are switched off in the page.
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final Templates templates = new Templates();
    private final SandboxState state;
    private final Panels panels;
    private final @Nullable ClavigerPanel claviger;

    /**
     * Shows this sandbox.
     *
     * @param beside where Claviger's local system answers; null if the sandbox runs alone
     */
    public DashboardPage(Vertx vertx, SandboxState state, Json json, @Nullable URI beside) {
        this.state = state;
        this.panels = new Panels(state, templates);
        this.claviger = beside == null ? null : new ClavigerPanel(new ClavigerClient(vertx, beside, json), templates);
    }

    /** Adds the routes. Those under {@code /page/} must read bodies, and be closed to other origins. */
    public void mount(Router router, Json json) {
        Assets.mount(router);
        router.get("/").handler(this::showPage);
        router.get("/page/applications").handler(context -> refresh(context, panels.applications()));
        router.get("/page/clients").handler(context -> refresh(context, panels.clients()));
        router.get("/page/schemes").handler(context -> refresh(context, panels.schemes()));
        router.get("/page/summary").handler(context -> refresh(context, panels.summary()));
        router.get("/page/requests").handler(context -> refresh(context, panels.requests(RequestFilters.of(context))));
        new ApplicationForms(state, templates, panels).mount(router);
        new FaultsForm(state, templates, json).mount(router);
        if (claviger != null) {
            router.get("/page/claviger")
                    .handler(context -> claviger.panel().onSuccess(panel -> refresh(context, panel)));
        }
    }

    private void showPage(RoutingContext context) {
        var page = templates.render(
                "page",
                Map.of(
                        "lasting", state.isLasting(),
                        "applications", panels.applications().html(),
                        "clients", panels.clients().html(),
                        "schemes", panels.schemes().html(),
                        "summary", panels.summary().html(),
                        "requests", panels.requests(RequestFilters.none()).html(),
                        "newApplication", ApplicationForms.empty(templates),
                        "newScheme", ApplicationForms.emptyScheme(templates),
                        "faults", FaultsForm.html(templates, state.faults()),
                        "claviger", claviger == null ? "" : claviger.placeholder()));
        context.response().putHeader("Content-Security-Policy", POLICY);
        send(context, page);
    }

    private static void refresh(RoutingContext context, Panel panel) {
        if (panel.version().equals(context.queryParams().get("seen"))) {
            context.response().setStatusCode(204).end();
        } else {
            send(context, panel.html());
        }
    }

    /** Says in a form what is wrong, and leaves the form as it was typed. */
    static void explain(RoutingContext context, String form, String problem) {
        context.response()
                .putHeader("HX-Retarget", "#" + form + " .problem")
                .putHeader("HX-Reswap", "textContent")
                .putHeader("Content-Type", "text/plain;charset=UTF-8")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(problem);
    }

    static void send(RoutingContext context, String html) {
        context.response()
                .putHeader("Content-Type", "text/html;charset=UTF-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(html);
    }
}
