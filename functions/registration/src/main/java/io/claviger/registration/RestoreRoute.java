package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.core.registration.RestoreInstance;
import java.time.InstantSource;

/** {@code POST /v1/applications/{applicationId}/instances/{instanceId}/restore}. */
record RestoreRoute(RestoreInstance restoreInstance, InstantSource clock) implements Route {
    @Override
    public Answer answer(Request request) {
        return RegisterAnswer.of(restoreInstance.restore(request.instance()), clock.instant());
    }
}
