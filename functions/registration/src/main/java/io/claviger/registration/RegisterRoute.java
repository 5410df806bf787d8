package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.identity.Group;
import io.claviger.core.registration.RegisterCommand;
import io.claviger.core.registration.RegisterInstance;
import java.time.InstantSource;

/** {@code PUT /v1/applications/{applicationId}/instances/{instanceId}}. */
record RegisterRoute(RegisterInstance registerInstance, InstantSource clock) implements Route {
    @Override
    public Answer answer(Request request) {
        RegisterCommand command = new RegisterCommand(
                request.instance(),
                request.optionalBody("redirect_uri").flatMap(RedirectUris::in),
                request.device(),
                request.admittedAs() == Group.OPERATOR);
        return RegisterAnswer.of(registerInstance.register(command), clock.instant());
    }
}
