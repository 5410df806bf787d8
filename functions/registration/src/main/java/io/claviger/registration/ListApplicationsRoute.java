package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.view.ApplicationView;
import io.claviger.core.application.Applications;

/** {@code GET /v1/applications}. */
record ListApplicationsRoute(Applications applications) implements Route {
    @Override
    public Answer answer(Request request) {
        return Answer.ok(ApplicationView.list(applications.all()));
    }
}
