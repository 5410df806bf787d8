package io.claviger.token;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.ProblemException;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.core.vending.ReportRejectedToken;
import java.util.regex.Pattern;

/** {@code POST /v1/applications/{applicationId}/instances/{instanceId}/token/rejected}. */
record ReportRejectedRoute(ReportRejectedToken reportRejectedToken) implements Route {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    @Override
    public Answer answer(Request request) {
        if (!CODE.matcher(request.body("code").text("code")).matches()) {
            throw ProblemException.invalid("code must match " + CODE);
        }
        return reportRejectedToken.report(request.instance()) ? Answer.accepted() : Answer.of(Problem.notFound());
    }
}
