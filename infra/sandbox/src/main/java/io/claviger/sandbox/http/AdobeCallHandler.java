package io.claviger.sandbox.http;

import io.claviger.sandbox.faults.ActiveFaults;
import io.claviger.sandbox.faults.EndpointName;
import io.claviger.sandbox.faults.FaultPlan.Delivery;
import io.claviger.sandbox.faults.Throttle;
import io.claviger.sandbox.requests.LoggedRequest;
import io.claviger.sandbox.requests.RequestLog;
import io.claviger.sandbox.state.SandboxState;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Handles a call to one of Adobe's endpoints: reads the body, then throttle, faults, work, log and response. */
final class AdobeCallHandler implements Handler<RoutingContext> {
    private static final int MAX_LOGGED_PATH_LENGTH = 300;

    private final EndpointName endpoint;
    private final AdobeEndpoint work;
    private final ActiveFaults faults;
    private final Throttle throttle;
    private final RequestLog log;
    private final InstantSource clock;

    AdobeCallHandler(EndpointName endpoint, AdobeEndpoint work, SandboxState state) {
        this.endpoint = endpoint;
        this.work = work;
        this.faults = state.activeFaults();
        this.throttle = state.throttle();
        this.log = state.requests();
        this.clock = state.clock();
    }

    @Override
    public void handle(RoutingContext context) {
        BodyReader.read(context.request(), body -> admit(context, body));
    }

    private void admit(RoutingContext context, BodyReader.Body body) {
        var request = context.request();
        var current = faults.current();
        if (current.throttles() && !throttle.allows(ClientAddress.of(request))) {
            var response = AdobeResponse.html(429, "Too Many Requests", "throttled");
            log(context, response.status(), response.error(), null);
            ResponseWriter.whole(context, response);
            return;
        }
        var plan = faults.plan(endpoint, context.normalizedPath());
        var call = new AdobeRequest(
                request.method().name(),
                context.normalizedPath(),
                request.query(),
                request.headers(),
                body.bytes(),
                body.oversized(),
                current,
                plan);
        if (plan.latencyMs() > 0) {
            context.vertx().setTimer(plan.latencyMs(), timer -> respond(context, call));
        } else {
            respond(context, call);
        }
    }

    private void respond(RoutingContext context, AdobeRequest call) {
        var plan = call.plan();
        if (plan.reset()) {
            log(context, 0, "fault_reset", null);
            ResponseWriter.reset(context);
            return;
        }
        var right = plan.status() != null
                ? AdobeResponse.html(plan.status(), ResponseWriter.reason(plan.status()), "fault_status")
                : work.respond(call);
        var response = plan.contentType() == null ? right : right.withContentType(plan.contentType());
        log(context, response.status(), error(plan.delivery(), response), response.clientId());
        switch (plan.delivery()) {
            case WHOLE -> ResponseWriter.whole(context, response);
            case DROPPED -> context.request().connection().close();
            case TRUNCATED -> ResponseWriter.truncated(context, response);
            case ENDLESS -> ResponseWriter.endless(context, response);
        }
    }

    private static @Nullable String error(Delivery delivery, AdobeResponse response) {
        return switch (delivery) {
            case WHOLE -> response.error();
            case DROPPED -> "fault_dropped";
            case TRUNCATED -> "fault_truncated";
            case ENDLESS -> "fault_endless";
        };
    }

    private void log(RoutingContext context, int status, @Nullable String error, @Nullable String clientId) {
        var path = context.normalizedPath();
        log.add(new LoggedRequest(
                clock.instant().toString(),
                context.request().method().name(),
                path.length() <= MAX_LOGGED_PATH_LENGTH ? path : path.substring(0, MAX_LOGGED_PATH_LENGTH),
                ClientAddress.of(context.request()),
                status,
                error,
                clientId));
    }
}
