package io.claviger.sandbox.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages of other sites away from a server on the loopback address. A page can reach it under a name of its own (DNS rebinding),
 * and can send it requests without reading the answers. Callers other than browsers send no {@code Origin} and no {@code Sec-Fetch-Site}.
 *
 * @param name a name of this machine beside the loopback's; empty for none
 */
public record SiteGuard(String name) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** Takes the name from the system property {@code claviger.host}. */
    public static SiteGuard ofSystemProperty() {
        return new SiteGuard(System.getProperty("claviger.host", "").toLowerCase(Locale.ROOT));
    }

    /** Whether {@code Host} names this machine, once (RFC 9112 section 3.2). A request without it comes from no browser. */
    public boolean isForThisMachine(HttpServerRequest request) {
        var hosts = request.headers().getAll("Host");
        return hosts.isEmpty() || (hosts.size() == 1 && isOwn("http://" + hosts.getFirst()));
    }

    /** Whether a page of another origin asks for a change. Another port of this machine is another origin (RFC 6454). */
    public boolean isForeignChange(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        return !READING.contains(request.method())
                && ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))
                        || (origin != null && !isSameOrigin(origin, request.getHeader("Host"))));
    }

    private boolean isSameOrigin(String origin, @Nullable String host) {
        return isOwn(origin) && origin.equalsIgnoreCase("http://" + host);
    }

    private boolean isOwn(String uri) {
        var host = hostOf(uri);
        return host != null && (LOOPBACK.contains(host) || host.endsWith(".localhost") || host.equals(name));
    }

    private static @Nullable String hostOf(String uri) {
        try {
            var host = URI.create(uri).getHost();
            return host == null ? null : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
