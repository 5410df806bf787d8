package io.claviger.revocationcheck;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.view.ApplicationView;
import io.claviger.core.revocation.CheckRevocation;
import java.time.Duration;
import java.time.InstantSource;

/**
 * {@code POST /v1/applications/{applicationId}/revocation-check}. Older statements are left to the schedule once ten seconds have
 * passed, since API Gateway waits for thirty.
 */
record CheckRoute(CheckRevocation checkRevocation, InstantSource clock) implements Route {
    private static final Duration BEGINS_WITHIN = Duration.ofSeconds(10);

    @Override
    public Answer answer(Request request) {
        return checkRevocation
                .check(request.application(), clock.instant().plus(BEGINS_WITHIN))
                .map(application -> Answer.ok(ApplicationView.check(application)))
                .orElseGet(() -> Answer.of(Problem.notFound()));
    }
}
