package io.claviger.token;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.ProblemCode;
import io.claviger.api.UpstreamProblem;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;

/** Renders every result of a vend: of a request for a token. */
final class VendAnswer {
    private VendAnswer() {}

    static Answer of(VendResult result, Instant now) {
        return switch (result) {
            case VendResult.Vended(InstanceToken token) -> Answer.ok(TokenView.of(token, now));
            case VendResult.NoSuchInstance _ -> Answer.of(Problem.notFound());
            case VendResult.NotAdmitted _ -> Answer.of(Problem.notSigned());
            case VendResult.RegistrationInProgress _ -> Answer.of(Problem.registrationInProgress());
            case VendResult.StatementRevoked _ ->
                Answer.problem(
                        ProblemCode.SOFTWARE_STATEMENT_REVOKED,
                        "Adobe revoked the instance's software statement. An operator can store a new one.");
            case VendResult.Quarantined _ ->
                Answer.problem(
                        ProblemCode.CREDENTIALS_REJECTED,
                        "Adobe refuses the instance's client credentials; its software statement is valid.");
            case VendResult.CredentialsRefused _ ->
                Answer.problem(
                        ProblemCode.CREDENTIALS_REJECTED,
                        "Adobe refuses the instance's client credentials, which were adopted without a proof. "
                                + "Adopt other credentials for it.");
            case VendResult.LifetimeTooShort(Duration lifetime) ->
                Answer.problem(
                        ProblemCode.INVALID_REQUEST,
                        "min_ttl must be over 65 s below a token's lifetime, which is %d s, or 5 s and a tenth of it"
                                .formatted(lifetime.toSeconds()));
            case VendResult.Unavailable(CallFailure failure, Instant retryAt) ->
                UpstreamProblem.of(failure, retryAt, now);
        };
    }
}
