package io.claviger.sandbox.http;

import io.claviger.sandbox.faults.Endpoint;
import io.claviger.sandbox.faults.FaultPlan.Delivery;
import io.claviger.sandbox.faults.FaultsInForce;
import io.claviger.sandbox.faults.Throttle;
import io.claviger.sandbox.requests.LoggedRequest;
import io.claviger.sandbox.requests.RequestLog;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What every call to Adobe's part of the sandbox passes: the body is read, then throttle, faults, work, log, answer. */
final class AdobeGate implements Handler<RoutingContext> {
    private static final int LONGEST_LOGGED_PATH = 300;

    private final Endpoint endpoint;
    private final AdobeEndpoint work;
    private final FaultsInForce faults;
    private final Throttle throttle;
    private final RequestLog log;
    private final InstantSource clock;

    AdobeGate(
            Endpoint endpoint,
            AdobeEndpoint work,
            FaultsInForce faults,
            Throttle throttle,
            RequestLog log,
            InstantSource clock) {
        this.endpoint = endpoint;
        this.work = work;
        this.faults = faults;
        this.throttle = throttle;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        BodyReader.read(context.request(), body -> admit(context, body));
    }

    private void admit(RoutingContext context, BodyReader.Body body) {
        var request = context.request();
        var now = faults.current();
        if (now.throttles() && !throttle.allows(ClientAddress.of(request))) {
            var answer = Answer.html(429, "Too Many Requests", "throttled");
            note(context, answer.status(), answer.error(), null);
            Delivered.whole(context, answer);
            return;
        }
        var plan = faults.plan(endpoint, context.normalizedPath());
        var call = new AdobeRequest(
                request.method().name(),
                context.normalizedPath(),
                request.query() != null,
                request.headers(),
                body.bytes(),
                body.oversized(),
                now,
                plan);
        if (plan.latencyMs() > 0) {
            context.vertx().setTimer(plan.latencyMs(), timer -> carryOut(context, call));
        } else {
            carryOut(context, call);
        }
    }

    private void carryOut(RoutingContext context, AdobeRequest call) {
        var plan = call.plan();
        if (plan.reset()) {
            note(context, 0, "fault_reset", null);
            Delivered.reset(context);
            return;
        }
        var answer = plan.status() != null
                ? Answer.html(plan.status(), Delivered.reason(plan.status()), "fault_status")
                : work.answer(call);
        var sent = plan.contentType() == null ? answer : answer.withContentType(plan.contentType());
        note(context, sent.status(), marked(plan.delivery(), sent.error()), sent.clientId());
        switch (plan.delivery()) {
            case WHOLE -> Delivered.whole(context, sent);
            case DROPPED -> context.request().connection().close();
            case TRUNCATED -> Delivered.truncated(context, sent);
            case ENDLESS -> Delivered.endless(context, sent);
        }
    }

    private static @Nullable String marked(Delivery delivery, @Nullable String error) {
        return switch (delivery) {
            case WHOLE -> error;
            case DROPPED -> "fault_dropped";
            case TRUNCATED -> "fault_truncated";
            case ENDLESS -> "fault_endless";
        };
    }

    private void note(RoutingContext context, int status, @Nullable String error, @Nullable String clientId) {
        var path = context.normalizedPath();
        log.add(new LoggedRequest(
                clock.instant().toString(),
                context.request().method().name(),
                path.length() <= LONGEST_LOGGED_PATH ? path : path.substring(0, LONGEST_LOGGED_PATH),
                ClientAddress.of(context.request()),
                status,
                error,
                clientId));
    }
}
