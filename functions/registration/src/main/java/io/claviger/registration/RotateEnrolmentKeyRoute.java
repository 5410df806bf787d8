package io.claviger.registration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.view.IsoTime;
import io.claviger.core.enrolment.RotateEnrolmentKey;
import io.claviger.core.enrolment.RotateEnrolmentKey.Rotated;

/** {@code PUT /v1/applications/{applicationId}/enrolment-key}. */
record RotateEnrolmentKeyRoute(RotateEnrolmentKey rotateEnrolmentKey) implements Route {
    @Override
    public Answer answer(Request request) {
        return rotateEnrolmentKey
                .rotate(request.application())
                .map(rotated -> Answer.created(view(rotated)))
                .orElseGet(() -> Answer.of(Problem.notFound()));
    }

    private static ObjectNode view(Rotated rotated) {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("enrolment_key", rotated.key().reveal());
        rotated.previousUntil().ifPresent(until -> view.put("previous_valid_until", IsoTime.of(until)));
        return view;
    }
}
