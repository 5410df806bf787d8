package io.claviger.local.gateway;

import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.HttpResponse.Header;
import io.claviger.local.template.CorsConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an HTTP API with a CORS configuration does for pages of other origins ("Configure CORS for HTTP APIs in API
 * Gateway" in the developer guide): it answers preflights itself, and adds headers to the answers of functions. The guide
 * does not say whether its own errors get them. Here they get none, which is the harder case for a page.
 */
record Cors(CorsConfiguration configuration) {
    private static final String PREFIX = "access-control-";
    private static final String ALLOW_ORIGIN = PREFIX + "allow-origin";

    /** The answer to a preflight; empty for any other request. A browser reads from its headers what the page may do. */
    Optional<HttpResponse> preflight(HttpRequest request) {
        if (!request.method().equals("OPTIONS")
                || request.header("origin").isEmpty()
                || request.header(PREFIX + "request-method").isEmpty()) {
            return Optional.empty();
        }
        HttpResponse empty = HttpResponse.empty(204);
        return Optional.of(allowed(request)
                .map(origin -> empty.with(ALLOW_ORIGIN, origin)
                        .with(PREFIX + "allow-methods", String.join(",", configuration.methods()))
                        .with(PREFIX + "allow-headers", String.join(",", configuration.headers()))
                        .with(PREFIX + "max-age", Integer.toString(configuration.maxAge())))
                .orElse(empty));
    }

    /** A function's answer for a page. The function's own CORS headers are dropped. */
    HttpResponse answer(HttpRequest request, HttpResponse answer) {
        List<Header> headers = new ArrayList<>(answer.headers());
        headers.removeIf(header -> header.name().toLowerCase(Locale.ROOT).startsWith(PREFIX));
        HttpResponse own = new HttpResponse(answer.status(), headers, answer.body());
        return allowed(request)
                .map(origin -> own.with(ALLOW_ORIGIN, origin)
                        .with(PREFIX + "expose-headers", String.join(",", configuration.exposed())))
                .orElse(own);
    }

    private Optional<String> allowed(HttpRequest request) {
        return request.header("origin").filter(configuration.origins()::contains);
    }
}
