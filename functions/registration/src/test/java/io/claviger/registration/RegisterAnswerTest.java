package io.claviger.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.api.Answer;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer.StatementRefused.Code;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.registration.RegisterResult;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.StorageFailure.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every result that is not a success, with its status, code and {@code Retry-After}. */
class RegisterAnswerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

    @ParameterizedTest
    @MethodSource
    void an_outcome_has_its_problem(RegisterResult outcome, int status, String code, Optional<String> retryAfter) {
        Answer answer = RegisterAnswer.of(outcome, NOW);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.body().path("code").asText()).isEqualTo(code);
        assertThat(Optional.ofNullable(answer.headers().get("Retry-After"))).isEqualTo(retryAfter);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
    }

    static Stream<Arguments> an_outcome_has_its_problem() {
        return Stream.of(
                problem(new RegisterResult.NoSuchApplication(), 404, "not_found"),
                problem(new RegisterResult.NoSuchInstance(), 404, "not_found"),
                problem(new RegisterResult.Conflict(), 409, "already_registered"),
                problem(new RegisterResult.CredentialsRefused(), 409, "credentials_rejected"),
                problem(new RegisterResult.CredentialsLost(), 409, "credentials_rejected"),
                problem(new RegisterResult.StatementRevoked(), 403, "software_statement_revoked"),
                problem(
                        new RegisterResult.StatementRefused(Code.INVALID_SOFTWARE_STATEMENT),
                        422,
                        "invalid_software_statement"),
                problem(
                        new RegisterResult.StatementRefused(Code.UNAPPROVED_SOFTWARE_STATEMENT),
                        422,
                        "unapproved_software_statement"),
                problem(new RegisterResult.RedirectUriRefused(), 422, "invalid_redirect_uri"),
                retry(new RegisterResult.InProgress(), 409, "registration_in_progress", "2"),
                retry(unavailable(new Failure.Throttled(Duration.ofSeconds(1)), 1_500), 429, "throttled", "2"),
                retry(
                        unavailable(new Failure.Unavailable("timeout"), 30_000),
                        503,
                        "authorization_server_unavailable",
                        "30"),
                retry(
                        unavailable(new Failure.Unavailable("cooling_down"), -5),
                        503,
                        "authorization_server_unavailable",
                        "1"),
                retry(
                        unavailable(new CallFailure.Storage(StorageFailure.of(Reason.VAULT_UNAVAILABLE)), 0),
                        503,
                        "storage_unavailable",
                        "1"),
                retry(
                        unavailable(new Failure.Unintelligible("no_client_id"), 1_000),
                        502,
                        "authorization_server_error",
                        "1"),
                retry(
                        unavailable(new Failure.RequestRefused("invalid_request"), 1_000),
                        502,
                        "authorization_server_error",
                        "1"));
    }

    private static RegisterResult unavailable(Failure failure, long millis) {
        return unavailable(new CallFailure.Upstream(failure), millis);
    }

    private static RegisterResult unavailable(CallFailure failure, long millis) {
        return new RegisterResult.Unavailable(failure, NOW.plusMillis(millis));
    }

    private static Arguments problem(RegisterResult outcome, int status, String code) {
        return Arguments.of(outcome, status, code, Optional.empty());
    }

    private static Arguments retry(RegisterResult outcome, int status, String code, String retryAfter) {
        return Arguments.of(outcome, status, code, Optional.of(retryAfter));
    }
}
