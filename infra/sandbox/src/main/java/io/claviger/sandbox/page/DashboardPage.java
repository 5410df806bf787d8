package io.claviger.sandbox.page;

import io.claviger.sandbox.json.StrictJson;
import io.claviger.sandbox.requests.RequestFilter;
import io.claviger.sandbox.state.SandboxState;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The TVE Dashboard in the browser. The server writes the HTML; the browser polls the panels and swaps those that changed. */
public final class DashboardPage {
    // This server has everything that the page needs; the page switches htmx's inline style and eval off.
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final Templates templates = new Templates();
    private final SandboxState state;
    private final Panels panels;
    private final ApplicationForms applicationForms;
    private final FaultsForm faultsForm;
    private final @Nullable ClavigerPanel claviger;

    /**
     * Shows this sandbox.
     *
     * @param claviger base URI of Claviger's local system, to show it on the page; null for none
     */
    public DashboardPage(Vertx vertx, SandboxState state, StrictJson json, @Nullable URI claviger) {
        this.state = state;
        this.panels = new Panels(state, templates);
        this.applicationForms = new ApplicationForms(state, templates, panels);
        this.faultsForm = new FaultsForm(state, templates, json);
        this.claviger =
                claviger == null ? null : new ClavigerPanel(new ClavigerClient(vertx, claviger, json), templates);
    }

    /** Adds the routes. For those under {@code /page/}, the router must read bodies and refuse other origins. */
    public void mount(Router router) {
        Assets.mount(router);
        router.get("/").handler(this::showPage);
        router.get("/page/applications").handler(context -> PageResponse.panel(context, panels.applications()));
        router.get("/page/clients").handler(context -> PageResponse.panel(context, panels.clients()));
        router.get("/page/viewers").handler(context -> PageResponse.panel(context, panels.viewers()));
        router.get("/page/provider").handler(context -> PageResponse.panel(context, panels.provider()));
        router.get("/page/schemes").handler(context -> PageResponse.panel(context, panels.schemes()));
        router.get("/page/summary").handler(context -> PageResponse.panel(context, panels.summary()));
        router.get("/page/requests")
                .handler(context ->
                        PageResponse.panel(context, panels.requests(RequestFilter.of(context.queryParams()))));
        applicationForms.mount(router);
        faultsForm.mount(router);
        new TvProviderPage(state, templates).mount(router);
        if (claviger != null) {
            router.get("/page/claviger")
                    .handler(context -> claviger.panel().onSuccess(panel -> PageResponse.panel(context, panel)));
        }
    }

    private void showPage(RoutingContext context) {
        var page = templates.render(
                "page",
                Map.ofEntries(
                        Map.entry("lasting", state.lasting()),
                        Map.entry("applications", panels.applications().html()),
                        Map.entry("clients", panels.clients().html()),
                        Map.entry("viewers", panels.viewers().html()),
                        Map.entry("provider", panels.provider().html()),
                        Map.entry("schemes", panels.schemes().html()),
                        Map.entry("summary", panels.summary().html()),
                        Map.entry("requests", panels.requests(RequestFilter.ALL).html()),
                        Map.entry("newApplication", applicationForms.newApplication("")),
                        Map.entry("newScheme", applicationForms.newScheme("")),
                        Map.entry("faults", faultsForm.html()),
                        Map.entry("claviger", claviger == null ? "" : claviger.placeholder())));
        context.response().putHeader("Content-Security-Policy", POLICY);
        PageResponse.html(context, page);
    }
}
