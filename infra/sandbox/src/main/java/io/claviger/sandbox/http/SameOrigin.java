package io.claviger.sandbox.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses changes from web pages of other origins. Callers other than browsers send no {@code Origin} and no {@code Sec-Fetch-Site}. */
final class SameOrigin implements SecurityPolicyHandler {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    @Override
    public void handle(RoutingContext context) {
        var origin = context.request().getHeader("Origin");
        var host = context.request().getHeader("Host");
        var crossSite = "cross-site".equals(context.request().getHeader("Sec-Fetch-Site"));
        if (READING.contains(context.request().method()) || (!crossSite && (origin == null || isSame(origin, host)))) {
            context.next();
        } else {
            context.response().setStatusCode(403).end();
        }
    }

    private static boolean isSame(String origin, @Nullable String host) {
        try {
            return host != null && host.equals(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
