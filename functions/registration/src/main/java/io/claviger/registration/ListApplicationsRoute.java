package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Paging;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.view.ApplicationView;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;

/** {@code GET /v1/applications}. A caller that names no limit gets all applications at once. */
record ListApplicationsRoute(Applications applications) implements Route {
    @Override
    public Answer answer(Request request) {
        Paging paging = Paging.of(request);
        return Answer.ok(paging.limit()
                .map(limit ->
                        ApplicationView.page(applications.page(paging.next().map(ApplicationId::new), limit)))
                .orElseGet(() -> ApplicationView.list(applications.all())));
    }
}
