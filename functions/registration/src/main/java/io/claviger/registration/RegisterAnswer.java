package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.ProblemCode;
import io.claviger.api.UpstreamProblem;
import io.claviger.api.view.InstanceView;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.Instance;
import io.claviger.core.registration.RegisterResult;
import java.time.Instant;

/** Renders every result of registering, adopting and restoring. */
final class RegisterAnswer {
    private RegisterAnswer() {}

    static Answer of(RegisterResult result, Instant now) {
        return switch (result) {
            case RegisterResult.Registered(Instance instance) -> Answer.created(InstanceView.of(instance));
            case RegisterResult.AlreadyThere(Instance instance) -> Answer.ok(InstanceView.of(instance));
            case RegisterResult.Conflict _ ->
                Answer.problem(
                        ProblemCode.ALREADY_REGISTERED,
                        "The instance already has another redirect URI or client. Nothing was changed.");
            case RegisterResult.NoSuchApplication _, RegisterResult.NoSuchInstance _ -> Answer.of(Problem.notFound());
            case RegisterResult.InProgress _ -> Answer.of(Problem.registrationInProgress());
            case RegisterResult.StatementRevoked _ ->
                Answer.problem(
                        ProblemCode.SOFTWARE_STATEMENT_REVOKED,
                        "Adobe revoked the instance's software statement. An operator can store a new one.");
            case RegisterResult.StatementRefused(var code) -> UpstreamProblem.of(code);
            case RegisterResult.RedirectUriRefused _ -> UpstreamProblem.redirectUriRefused();
            case RegisterResult.CredentialsRefused _ ->
                Answer.problem(
                        ProblemCode.CREDENTIALS_REJECTED,
                        "Adobe refuses the client credentials; the software statement is valid.");
            case RegisterResult.CredentialsLost _ ->
                Answer.problem(
                        ProblemCode.CREDENTIALS_REJECTED,
                        "The instance's client credentials are no longer in the vault. An operator's PUT registers it anew.");
            case RegisterResult.Unavailable(CallFailure failure, Instant retryAt) ->
                UpstreamProblem.of(failure, retryAt, now);
        };
    }
}
