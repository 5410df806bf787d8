package io.claviger.sandbox.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.Set;

/** Lets the pages of every origin call Adobe's endpoints, as Adobe does. (Adobe Pass, Throttling mechanism, with its sample response.) */
final class CrossOrigin {
    private CrossOrigin() {}

    static CorsHandler adobe() {
        return CorsHandler.create()
                .addOriginWithRegex(".*")
                .allowCredentials(true)
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE, HttpMethod.OPTIONS))
                .allowedHeaders(Set.of(
                        "accept",
                        "authorization",
                        "content-type",
                        "pass_sfp",
                        "ap_11",
                        "ap_19",
                        "ap_21",
                        "ap_23",
                        "ap_42",
                        "ap_z",
                        "ad-service-token",
                        "adobe-subject-token",
                        "ap-device-identifier",
                        "ap-partner-framework-status",
                        "ap-sdk-identifier",
                        "ap-session-identifier",
                        "ap-temppass-identity",
                        "ap-visitor-identifier",
                        "x-device-info",
                        "x-roku-reserved-roku-connect-token"))
                .exposedHeaders(
                        Set.of("pass_sfp", "Authzf-Error-Code", "Authzf-Sub-Error-Code", "Authzf-Error-Details"));
    }
}
