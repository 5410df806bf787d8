package io.claviger.sandbox.page;

import io.claviger.sandbox.page.Templates.Panel;
import io.vertx.ext.web.RoutingContext;

/** Sends parts of the page to htmx. */
final class PageResponse {
    private PageResponse() {}

    static void html(RoutingContext context, String html) {
        context.response()
                .putHeader("Content-Type", "text/html;charset=UTF-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(html);
    }

    /** Sends a form, and has the page refresh the panels that listen to this event. */
    static void form(RoutingContext context, String html, String event) {
        context.response().putHeader("HX-Trigger", event);
        html(context, html);
    }

    /** Sends a panel, or 204 if the browser has this version. */
    static void panel(RoutingContext context, Panel panel) {
        if (panel.version().equals(context.queryParams().get("seen"))) {
            context.response().setStatusCode(204).end();
        } else {
            html(context, panel.html());
        }
    }

    /** Shows a problem in a form, and leaves the fields of the form unchanged. */
    static void problem(RoutingContext context, String form, String problem) {
        context.response()
                .putHeader("HX-Retarget", "#" + form + " .problem")
                .putHeader("HX-Reswap", "textContent")
                .putHeader("Content-Type", "text/plain;charset=UTF-8")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(problem);
    }
}
