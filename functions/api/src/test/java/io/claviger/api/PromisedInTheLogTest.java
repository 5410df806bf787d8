package io.claviger.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.StorageFailure.Reason;
import io.claviger.core.storage.VaultUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** What the answers and the pages promise about the log. */
class PromisedInTheLogTest {
    private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();
    private static final Logger ROOT = Logger.getLogger("");

    private final List<String> lines = new ArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord log) {
            lines.add(log.getMessage());
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is held open
        }
    };

    @BeforeEach
    void listen() {
        ROOT.addHandler(listener);
    }

    @AfterEach
    void stop() {
        ROOT.removeHandler(listener);
    }

    @ParameterizedTest
    @EnumSource
    void every_problem_code_is_in_the_line_of_its_request(ProblemCode code) {
        List<String> requests = new ArrayList<>();
        Api api = api(_ -> Answer.problem(code, "why"), requests);
        assertThat(call().sendTo(api).getStatusCode()).isEqualTo(code.status());
        assertThat(requests)
                .singleElement()
                .asString()
                .contains("\"status\":%d,\"code\":\"%s\"".formatted(code.status(), code.code()));
    }

    @Test
    void the_reason_of_an_internal_error_is_in_the_log() {
        Route failing = _ -> {
            throw new IllegalStateException("secret");
        };
        call().sendTo(api(failing, new ArrayList<>()));
        assertThat(lines)
                .singleElement()
                .asString()
                .contains("IllegalStateException", "PromisedInTheLogTest")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @EnumSource
    void every_reason_is_in_the_log_also_without_a_cause(Reason reason) {
        assertThat(StorageProblem.of(StorageFailure.of(reason), Duration.ZERO).problem())
                .contains(ProblemCode.STORAGE_UNAVAILABLE);
        assertThat(lines).containsExactly(reason.code());
    }

    @Test
    void the_code_and_the_request_id_of_aws_are_in_the_log() {
        Throwable denied = SecretsManagerException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("SecretsManager")
                        .errorCode("AccessDeniedException")
                        .build())
                .statusCode(400)
                .requestId("r-7")
                .build();
        StorageProblem.of(StorageFailure.of(new VaultUnavailable("reading failed", denied)), Duration.ZERO);
        assertThat(lines).singleElement().asString().contains("vault_unavailable", "AccessDeniedException", "r-7");
    }

    private static Api api(Route route, List<String> requests) {
        return new Api(
                PROVIDER.identities(), Map.of(Endpoint.LIST_APPLICATIONS, route), requests::add, Optional::empty);
    }

    private static ApiCall call() {
        return ApiCall.to(Endpoint.LIST_APPLICATIONS).bearing(PROVIDER.operator());
    }
}
