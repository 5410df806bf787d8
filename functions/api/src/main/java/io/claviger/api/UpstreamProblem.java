package io.claviger.api;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer.StatementRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What callers are told when the authorization server is to blame. */
public final class UpstreamProblem {
    private static final Set<String> STORAGE =
            Set.of("vault_unavailable", "software_statement_not_in_vault", "credentials_not_in_vault");

    private static final String USUAL_CAUSE =
            "Most often it does not like the X-Device-Info or the X-Forwarded-For that was sent.";

    private UpstreamProblem() {}

    /** @param retryAt from when on a new try may have more success */
    public static Answer of(Failure failure, Instant retryAt, Instant now) {
        Duration wait = Duration.between(now, retryAt);
        return Answer.of(
                switch (failure) {
                    case Failure.Throttled _ -> Problem.retry(ProblemCode.THROTTLED, "Adobe Pass asks to wait.", wait);
                    case Failure.Unavailable(String reason, var _)
                    when STORAGE.contains(reason) -> Problem.storageUnavailable(wait);
                    case Failure.Unavailable(String reason, var _) ->
                        Problem.retry(
                                ProblemCode.AUTHORIZATION_SERVER_UNAVAILABLE,
                                "No answer could be had: " + reason,
                                wait);
                    case Failure.Unintelligible(String reason, var _) ->
                        Problem.retry(
                                ProblemCode.AUTHORIZATION_SERVER_ERROR, "The answer made no sense: " + reason, wait);
                    case Failure.RequestRefused(String code) ->
                        Problem.retry(
                                ProblemCode.AUTHORIZATION_SERVER_ERROR,
                                "Adobe Pass refused the request as invalid: %s. %s".formatted(code, USUAL_CAUSE),
                                wait);
                });
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

    /** The authorization server refused the redirect URI. */
    public static Answer redirectUriRefused() {
        return Answer.problem(
                ProblemCode.INVALID_REDIRECT_URI,
                "Adobe Pass refuses the redirect URI: it is none of the registered application's.");
    }
}
