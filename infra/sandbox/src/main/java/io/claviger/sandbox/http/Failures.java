package io.claviger.sandbox.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What is answered when a call cannot be served at all. A caller never sees a 500 that no fault asked for: it would be taken for an
 * outage at Adobe, and the sandbox plays those only on request.
 */
final class Failures implements Handler<RoutingContext> {
    private static final Logger LOG = System.getLogger(Failures.class.getName());

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
        var answer = Answer.badRequest();
        int status = context.statusCode() >= 500 || context.statusCode() < 400 ? 400 : context.statusCode();
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", answer.contentType())
                .end(answer.body());
    }
}
