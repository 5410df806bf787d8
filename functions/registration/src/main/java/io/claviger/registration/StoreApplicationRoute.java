package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.UpstreamProblem;
import io.claviger.api.view.ApplicationView;
import io.claviger.core.application.Application;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.statement.StoreApplication;
import io.claviger.core.statement.StoreResult;
import java.time.Instant;
import java.time.InstantSource;

/** {@code PUT /v1/applications/{applicationId}}. */
record StoreApplicationRoute(StoreApplication storeApplication, InstantSource clock) implements Route {
    @Override
    public Answer answer(Request request) {
        return switch (storeApplication.store(StoreApplicationRequest.of(request))) {
            case StoreResult.Created(Application application) -> Answer.created(ApplicationView.of(application));
            case StoreResult.Updated(Application application) -> Answer.ok(ApplicationView.of(application));
            case StoreResult.StatementRefused(var code) -> UpstreamProblem.of(code);
            case StoreResult.RedirectUriRefused _ -> UpstreamProblem.redirectUriRefused();
            case StoreResult.TokenRefused _ -> UpstreamProblem.tokenRefused();
            case StoreResult.InProgress _ -> Answer.of(Problem.registrationInProgress());
            case StoreResult.Unavailable(CallFailure failure, Instant retryAt) ->
                UpstreamProblem.of(failure, retryAt, clock.instant());
        };
    }
}
