package io.claviger.sandbox.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;

/** Serves the page's styles and scripts: Pico and htmx from their WebJars, and the sandbox's own. */
final class Assets {
    private Assets() {}

    static void mount(Router router) {
        serve(router, "pico.css", "text/css", ClasspathResource.webJar("picocss__pico", "css/pico.indigo.min.css"));
        serve(router, "htmx.js", "text/javascript", ClasspathResource.webJar("htmx.org", "dist/htmx.min.js"));
        serve(router, "dashboard.css", "text/css", ClasspathResource.bytes("assets/dashboard.css"));
        serve(router, "dashboard.js", "text/javascript", ClasspathResource.bytes("assets/dashboard.js"));
        serve(router, "icon.svg", "image/svg+xml", ClasspathResource.bytes("assets/icon.svg"));
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
