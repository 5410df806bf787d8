package io.claviger.revocationcheck;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.view.ApplicationView;
import io.claviger.core.revocation.CheckRevocation;

/** {@code POST /v1/applications/{applicationId}/revocation-check}. */
record CheckRoute(CheckRevocation checkRevocation) implements Route {
    @Override
    public Answer answer(Request request) {
        return checkRevocation
                .check(request.application())
                .map(application -> Answer.ok(ApplicationView.check(application)))
                .orElseGet(() -> Answer.of(Problem.notFound()));
    }
}
