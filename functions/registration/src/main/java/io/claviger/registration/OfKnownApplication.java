package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.core.application.Applications;

/** A route that goes over an application's instances. An application that does not exist gets 404, and no empty list. */
record OfKnownApplication(Applications applications, Route route) implements Route {
    @Override
    public Answer answer(Request request) {
        return applications.find(request.application()).isPresent()
                ? route.answer(request)
                : Answer.of(Problem.notFound());
    }
}
