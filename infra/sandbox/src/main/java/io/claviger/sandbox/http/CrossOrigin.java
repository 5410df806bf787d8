package io.claviger.sandbox.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;

/**
 * Lets the pages of every origin call Adobe's endpoints, as Adobe does. (Adobe Pass, Throttling mechanism, with its sample response.) The
 * origins of browser extensions and of apps on TVs, such as {@code null}, are no web origins, which Vert.x' own handler refuses.
 */
final class CrossOrigin implements SecurityPolicyHandler {
    private static final String METHODS = "POST,GET,OPTIONS,DELETE";
    private static final String HEADERS =
            "accept,ap_11,ap_19,ap_21,ap_23,ap_42,ap_z,authorization,content-type,pass_sfp,"
                    + "ad-service-token,adobe-subject-token,ap-device-identifier,ap-partner-framework-status,ap-sdk-identifier,"
                    + "ap-session-identifier,ap-temppass-identity,ap-visitor-identifier,x-device-info,"
                    + "x-roku-reserved-roku-connect-token";
    private static final String EXPOSED = "pass_sfp,Authzf-Error-Code,Authzf-Sub-Error-Code,Authzf-Error-Details";

    @Override
    public void handle(RoutingContext context) {
        var request = context.request();
        var origin = request.getHeader("Origin");
        if (origin == null) {
            context.next();
            return;
        }
        var response = context.response()
                .putHeader("Access-Control-Allow-Origin", origin)
                .putHeader("Access-Control-Allow-Credentials", "true")
                .putHeader("Vary", "Origin");
        if (request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains("Access-Control-Request-Method")) {
            response.putHeader("Access-Control-Allow-Methods", METHODS)
                    .putHeader("Access-Control-Allow-Headers", HEADERS)
                    .setStatusCode(204)
                    .end();
        } else {
            response.putHeader("Access-Control-Expose-Headers", EXPOSED);
            context.next();
        }
    }
}
