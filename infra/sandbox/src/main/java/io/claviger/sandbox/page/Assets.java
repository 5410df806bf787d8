package io.claviger.sandbox.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;

/** Style and script of the page: two well-known libraries from their packages, and what is the sandbox's own. */
final class Assets {
    private Assets() {}

    static void mount(Router router) {
        serve(router, "pico.css", "text/css", Resource.webJar("picocss__pico", "css/pico.indigo.min.css"));
        serve(router, "htmx.js", "text/javascript", Resource.webJar("htmx.org", "dist/htmx.min.js"));
        serve(router, "dashboard.css", "text/css", Resource.bytes("assets/dashboard.css"));
        serve(router, "dashboard.js", "text/javascript", Resource.bytes("assets/dashboard.js"));
        serve(router, "icon.svg", "image/svg+xml", Resource.bytes("assets/icon.svg"));
    }

    private static void serve(Router router, String name, String contentType, byte[] content) {
        var body = Buffer.buffer(content);
        router.get("/assets/" + name)
                .handler(context -> context.response()
                        .putHeader("Content-Type", contentType + ";charset=UTF-8")
                        .putHeader("Cache-Control", "no-cache")
                        .putHeader("X-Content-Type-Options", "nosniff")
                        .end(body));
    }
}
