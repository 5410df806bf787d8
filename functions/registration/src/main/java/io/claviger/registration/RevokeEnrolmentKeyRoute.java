package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.ProblemException;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.core.enrolment.RevokeEnrolmentKeys;
import java.util.Optional;

/** {@code DELETE /v1/applications/{applicationId}/enrolment-key}: both keys, or with {@code only=previous} one. */
record RevokeEnrolmentKeyRoute(RevokeEnrolmentKeys revokeEnrolmentKeys) implements Route {
    @Override
    public Answer answer(Request request) {
        Optional<String> only = request.query("only");
        if (only.filter(value -> !value.equals("previous")).isPresent()) {
            throw ProblemException.invalid("only must be previous, or be left out to revoke both keys");
        }
        return revokeEnrolmentKeys.revoke(request.application(), only.isPresent())
                ? Answer.noContent()
                : Answer.of(Problem.notFound());
    }
}
