package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.ProblemCode;
import io.claviger.api.UpstreamProblem;
import io.claviger.api.view.InstanceView;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.instance.Instance;
import io.claviger.core.registration.Registering;
import java.time.Instant;

/** Renders every outcome of registering, adopting and restoring. */
final class RegisteringAnswer {
    private RegisteringAnswer() {}

    static Answer of(Registering outcome, Instant now) {
        return switch (outcome) {
            case Registering.Registered(Instance instance) -> Answer.created(InstanceView.of(instance));
            case Registering.AlreadyThere(Instance instance) -> Answer.ok(InstanceView.of(instance));
            case Registering.Conflict _ ->
                Answer.problem(
                        ProblemCode.ALREADY_REGISTERED,
                        "It has another redirect URI or another client; nothing was changed.");
            case Registering.NoSuchApplication _, Registering.NoSuchInstance _ -> Answer.of(Problem.notFound());
            case Registering.InProgress _ -> Answer.of(Problem.registrationInProgress());
            case Registering.StatementRevoked _ ->
                Answer.problem(ProblemCode.SOFTWARE_STATEMENT_REVOKED, "Adobe revoked the statement that it hangs on.");
            case Registering.StatementRefused(var code) -> UpstreamProblem.of(code);
            case Registering.RedirectUriRefused _ -> UpstreamProblem.redirectUriRefused();
            case Registering.CredentialsRejected _ ->
                Answer.problem(
                        ProblemCode.CREDENTIALS_REJECTED, "Adobe refuses the client credentials, not the statement.");
            case Registering.Unavailable(Failure failure, Instant retryAt) -> UpstreamProblem.of(failure, retryAt, now);
        };
    }
}
