package io.claviger.registration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.view.IsoTime;
import io.claviger.core.enrolment.IssueEnrolmentCode;

/** {@code POST /v1/applications/{applicationId}/instances/{instanceId}/enrolment-code}. */
record IssueEnrolmentCodeRoute(IssueEnrolmentCode issueEnrolmentCode) implements Route {
    @Override
    public Answer answer(Request request) {
        return issueEnrolmentCode
                .issue(request.instance())
                .map(issued -> Answer.created(JsonNodeFactory.instance
                        .objectNode()
                        .put("code", issued.code().reveal())
                        .put("expires_at", IsoTime.of(issued.expiresAt()))))
                .orElseGet(() -> Answer.of(Problem.notFound()));
    }
}
