package io.claviger.token;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.ProblemException;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.json.BodyMembers;
import io.claviger.core.vending.ReportRejectedToken;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code POST …/instances/{instanceId}/token/rejected} and {@code POST /v1/device/token/rejected}. */
record ReportRejectedRoute(ReportRejectedToken reportRejectedToken) implements Route {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    @Override
    public Answer answer(Request request) {
        BodyMembers body = request.body("code", "expires_at");
        if (!CODE.matcher(body.text("code")).matches()) {
            throw ProblemException.invalid("code must match " + CODE);
        }
        Optional<Instant> expiresAt = body.optionalText("expires_at").map(ReportRejectedRoute::instant);
        return reportRejectedToken.report(request.instance(), expiresAt)
                ? Answer.accepted()
                : Answer.of(Problem.notFound());
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw ProblemException.invalid("expires_at must be the token's expires_at, such as 2026-01-01T00:00:00Z");
        }
    }
}
