package io.claviger.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.api.Answer;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VendAnswerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

    @Test
    void a_token_comes_with_what_is_left_of_its_life() {
        Answer answer = VendAnswer.of(vended(NOW.plusMillis(90_999)), NOW);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(answer.body().toString())
                .isEqualTo("{\"access_token\":\"abc\",\"token_type\":\"Bearer\",\"expires_in\":90,"
                        + "\"expires_at\":\"2026-11-23T15:01:30.999Z\",\"refresh_after\":\"2026-11-23T15:00:30Z\"}");
    }

    @Test
    void a_token_never_seems_to_have_less_than_nothing_left() {
        assertThat(VendAnswer.of(vended(NOW.minusMillis(1)), NOW)
                        .body()
                        .path("expires_in")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource
    void an_outcome_has_its_problem(VendResult outcome, int status, String code, Optional<String> retryAfter) {
        Answer answer = VendAnswer.of(outcome, NOW);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("code").asText()).isEqualTo(code);
        assertThat(Optional.ofNullable(answer.headers().get("Retry-After"))).isEqualTo(retryAfter);
        assertThat(answer.headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Content-Type", "application/problem+json");
    }

    static Stream<Arguments> an_outcome_has_its_problem() {
        Optional<String> never = Optional.empty();
        return Stream.of(
                Arguments.of(new VendResult.NoSuchInstance(), 404, "not_found", never),
                Arguments.of(
                        new VendResult.RegistrationInProgress(), 409, "registration_in_progress", Optional.of("2")),
                Arguments.of(new VendResult.StatementRevoked(), 403, "software_statement_revoked", never),
                Arguments.of(new VendResult.Quarantined(), 409, "credentials_rejected", never),
                Arguments.of(new VendResult.CredentialsRefused(), 409, "credentials_rejected", never),
                Arguments.of(new VendResult.LifetimeTooShort(Duration.ofMinutes(1)), 400, "invalid_request", never),
                Arguments.of(
                        unavailable(new Failure.Throttled(Duration.ofSeconds(1)), NOW.plusMillis(1)),
                        429,
                        "throttled",
                        Optional.of("1")),
                Arguments.of(
                        unavailable(new Failure.Unavailable("http_500"), NOW.plusSeconds(4)),
                        503,
                        "authorization_server_unavailable",
                        Optional.of("4")),
                Arguments.of(
                        unavailable(new Failure.Unintelligible("not_json"), NOW.plusSeconds(4)),
                        502,
                        "authorization_server_error",
                        Optional.of("4")));
    }

    @Test
    void a_request_that_adobe_refuses_as_invalid_names_the_headers_to_check() {
        VendResult refused = unavailable(new Failure.RequestRefused("invalid_request"), NOW.plusSeconds(1));
        assertThat(VendAnswer.of(refused, NOW).body().path("detail").asText())
                .contains("refused the request", "invalid_request", "X-Device-Info", "X-Forwarded-For");
    }

    private static VendResult unavailable(Failure failure, Instant retryAt) {
        return new VendResult.Unavailable(new CallFailure.Upstream(failure), retryAt);
    }

    private static VendResult vended(Instant expiresAt) {
        return new VendResult.Vended(
                new InstanceToken(new AccessToken("abc"), NOW.minusSeconds(60), expiresAt, NOW.plusSeconds(30)));
    }
}
