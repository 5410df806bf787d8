package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.core.enrolment.RevokeDeviceKey;

/** {@code DELETE /v1/applications/{applicationId}/instances/{instanceId}/device-keys/{keyId}}. */
record RevokeDeviceKeyRoute(RevokeDeviceKey revokeDeviceKey) implements Route {
    @Override
    public Answer answer(Request request) {
        return revokeDeviceKey.revoke(request.instance(), request.pathParameter("keyId"))
                ? Answer.noContent()
                : Answer.of(Problem.notFound());
    }
}
