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
 * {@code POST /v1/applications/{applicationId}/revocation-check}. After ten seconds no check of an older
 * statement begins, because API Gateway waits thirty; the schedule checks the rest.
 */
record CheckRoute(CheckRevocation checkRevocation, InstantSource clock) implements Route {
    private static final Duration MAX_TIME_TO_BEGIN = Duration.ofSeconds(10);

    @Override
    public Answer answer(Request request) {
        return checkRevocation
                .check(request.application(), clock.instant().plus(MAX_TIME_TO_BEGIN))
                .map(application -> Answer.ok(ApplicationView.check(application)))
                .orElseGet(() -> Answer.of(Problem.notFound()));
    }
}
