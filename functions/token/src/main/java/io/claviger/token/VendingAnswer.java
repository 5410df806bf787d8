package io.claviger.token;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.ProblemCode;
import io.claviger.api.UpstreamProblem;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.instance.HeldToken;
import io.claviger.core.vending.Vending;
import java.time.Duration;
import java.time.Instant;

/** Renders every outcome of being asked for a token. */
final class VendingAnswer {
    private VendingAnswer() {}

    static Answer of(Vending outcome, Instant now) {
        return switch (outcome) {
            case Vending.Vended(HeldToken token) -> Answer.ok(TokenView.of(token, now));
            case Vending.NoSuchInstance _ -> Answer.of(Problem.notFound());
            case Vending.Registering _ -> Answer.of(Problem.registrationInProgress());
            case Vending.StatementRevoked _ ->
                Answer.problem(ProblemCode.SOFTWARE_STATEMENT_REVOKED, "Adobe revoked the statement that it hangs on.");
            case Vending.CredentialsRejected _ ->
                Answer.problem(
                        ProblemCode.CREDENTIALS_REJECTED, "Adobe refuses the client credentials, not the statement.");
            case Vending.LifetimeTooShort(Duration lifetime) ->
                Answer.problem(
                        ProblemCode.INVALID_REQUEST,
                        "min_ttl must be shorter than a token lives, which is %d s".formatted(lifetime.toSeconds()));
            case Vending.Unavailable(Failure failure, Instant retryAt) -> UpstreamProblem.of(failure, retryAt, now);
        };
    }
}
