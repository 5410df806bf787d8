package io.claviger.sandbox.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.Set;

/** Lets the pages of every origin call Adobe's endpoints, as Adobe does. */
final class CrossOrigin {
    private CrossOrigin() {}

    static CorsHandler adobe() {
        return CorsHandler.create()
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE, HttpMethod.OPTIONS))
                .allowedHeaders(Set.of(
                        "authorization",
                        "content-type",
                        "accept",
                        "x-device-info",
                        "ap-device-identifier",
                        "ap-session-identifier",
                        "ap-sdk-identifier"));
    }
}
