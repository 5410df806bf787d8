package io.claviger.sandbox.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Responds to a call whose handler failed. It sends no 500, because a caller would take that for an outage at Adobe, which the sandbox
 * produces on request alone.
 */
final class FailureHandler implements Handler<RoutingContext> {
    private static final Logger LOG = System.getLogger(FailureHandler.class.getName());

    @Override
    public void handle(RoutingContext context) {
        var cause = context.failure();
        if (cause != null && context.statusCode() >= 500) {
            LOG.log(Level.ERROR, "a call to " + context.normalizedPath() + " failed", cause);
        }
        if (context.response().headWritten()) {
            context.request().connection().close();
            return;
        }
        var response = AdobeResponse.badRequest();
        int status = context.statusCode() >= 500 || context.statusCode() < 400 ? 400 : context.statusCode();
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", response.contentType())
                .end(response.body());
    }
}
