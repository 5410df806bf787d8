package io.claviger.api;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer.StatementRefused;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.storage.StorageFailure;
import java.time.Duration;
import java.time.Instant;

/** Renders the failures and refusals of the authorization server. */
public final class UpstreamProblem {
    private UpstreamProblem() {}

    /** @param retryAt the earliest time at which a repeated request may succeed */
    public static Answer of(CallFailure failure, Instant retryAt, Instant now) {
        Duration wait = Duration.between(now, retryAt);
        return switch (failure) {
            case CallFailure.Upstream(Failure upstream) -> of(upstream, wait);
            case CallFailure.Storage(StorageFailure storage) -> StorageProblem.of(storage, wait);
            case CallFailure.NoNewToken(CallFailure.NoNewToken.Reason reason) ->
                Answer.of(Problem.retry(ProblemCode.AUTHORIZATION_SERVER_UNAVAILABLE, detail(reason), wait));
        };
    }

    private static String detail(CallFailure.NoNewToken.Reason reason) {
        return switch (reason) {
            case REFRESH_UNDER_WAY ->
                "The token is being renewed for another caller. Repeat the request after Retry-After.";
            case CREDENTIALS_REFUSED ->
                "Adobe Pass refuses the instance's client credentials. Claviger finds out why: repeat the request after "
                        + "Retry-After.";
            case TOKEN_NOT_RENEWED ->
                "Adobe Pass still issues the previous token, which ends too early. Repeat the request after Retry-After.";
        };
    }

    private static Answer of(Failure failure, Duration wait) {
        return Answer.of(
                switch (failure) {
                    case Failure.Throttled _ ->
                        Problem.retry(
                                ProblemCode.THROTTLED,
                                "Adobe Pass throttles this device. Repeat the request after Retry-After.",
                                wait);
                    case Failure.Unavailable(String reason, var _) ->
                        Problem.retry(
                                ProblemCode.AUTHORIZATION_SERVER_UNAVAILABLE,
                                "Adobe Pass did not answer: " + reason,
                                wait);
                    case Failure.Unintelligible(String reason, var _) ->
                        Problem.retry(
                                ProblemCode.AUTHORIZATION_SERVER_ERROR,
                                "Adobe Pass gave an unusable answer: " + reason,
                                wait);
                    case Failure.RequestRefused(String code) ->
                        Problem.retry(
                                ProblemCode.AUTHORIZATION_SERVER_ERROR,
                                "Adobe Pass refused the request as invalid: %s. %s".formatted(code, whatToCheck(code)),
                                wait);
                });
    }

    private static String whatToCheck(String code) {
        // RFC 7591 section 3.2.2: a member of the request, of which Claviger sends two.
        return code.equals("invalid_client_metadata")
                ? "Check the redirect URI and the software statement first."
                : "Check the headers X-Device-Info and X-Forwarded-For first.";
    }

    /** The authorization server refused the statement. */
    public static Answer of(StatementRefused.Code code) {
        return switch (code) {
            case INVALID_SOFTWARE_STATEMENT ->
                Answer.problem(
                        ProblemCode.INVALID_SOFTWARE_STATEMENT,
                        "Adobe Pass refuses the statement: it is invalid or was revoked.");
            case UNAPPROVED_SOFTWARE_STATEMENT ->
                Answer.problem(ProblemCode.UNAPPROVED_SOFTWARE_STATEMENT, "Adobe Pass has not approved the statement.");
        };
    }

    /** The authorization server registers clients with the statement, and grants them no token. */
    public static Answer tokenRefused() {
        return Answer.problem(
                ProblemCode.INVALID_SOFTWARE_STATEMENT,
                "Adobe Pass gives the statement's clients no token: unauthorized_client. Allow the registered application "
                        + "the grant client_credentials, and store its new statement.");
    }

    /** The authorization server refused the redirect URI. */
    public static Answer redirectUriRefused() {
        return Answer.problem(
                ProblemCode.INVALID_REDIRECT_URI,
                "Adobe Pass refuses the redirect URI: the registered application does not list it.");
    }
}
