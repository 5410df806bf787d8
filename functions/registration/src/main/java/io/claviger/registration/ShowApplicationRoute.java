package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.view.ApplicationView;
import io.claviger.core.application.Applications;

/** {@code GET /v1/applications/{applicationId}}. */
record ShowApplicationRoute(Applications applications) implements Route {
    @Override
    public Answer answer(Request request) {
        return applications
                .find(request.application())
                .map(application -> Answer.ok(ApplicationView.of(application)))
                .orElseGet(() -> Answer.of(Problem.notFound()));
    }
}
