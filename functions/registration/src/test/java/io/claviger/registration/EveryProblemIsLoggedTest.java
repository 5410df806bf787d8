package io.claviger.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.Endpoint;
import io.claviger.api.ProblemCode;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.enrolment.EnrolmentPolicy;
import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.storage.VaultUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Each problem of the API, made by its cause over the real routes. Its code is the one in the line of its request. */
class EveryProblemIsLoggedTest {
    private static final SoftwareStatement STATEMENT = new SoftwareStatement(Registry.statement("tv"));
    private static final String STORE =
            "{\"display_name\":\"TV\",\"software_statement\":\"%s\"}".formatted(STATEMENT.reveal());
    private static final String ADOPT = "{\"client_id\":\"c\",\"client_secret\":\"s\"}";
    private static final String REDIRECT = "{\"redirect_uri\":\"https://app.example.com/\"}";

    private final FakeIdentityProvider provider = new FakeIdentityProvider();
    private final Registry registry = new Registry(provider);

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "TOO_MANY_REQUESTS") // CallerLimitTest has it
    void the_line_of_a_refused_request_has_the_code_of_the_answer(ProblemCode code) {
        APIGatewayV2HTTPResponse answer = cause(code);
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(code.status());
        assertThat(ApiCall.body(answer).path("code").asText()).isEqualTo(code.code());
        assertThat(registry.requests.getLast())
                .contains("\"status\":%d,\"code\":\"%s\"".formatted(code.status(), code.code()));
    }

    private APIGatewayV2HTTPResponse cause(ProblemCode code) {
        return switch (code) {
            case INVALID_REQUEST -> registry.call(Endpoint.STORE_APPLICATION, "{}");
            case UNAUTHENTICATED -> registry.send(ApiCall.to(Endpoint.LIST_APPLICATIONS));
            case SOFTWARE_STATEMENT_REVOKED -> {
                application();
                registry.applications.update(new ApplicationId("tv"), EveryProblemIsLoggedTest::revoked);
                yield registry.call(Endpoint.REGISTER);
            }
            case DEVICE_REFUSED -> {
                application();
                String once = ApiCall.body(registry.call(Endpoint.ISSUE_ENROLMENT_CODE))
                        .path("code")
                        .asText();
                yield enrol("code", once, ",\"attestation\":\"bad\"");
            }
            case ENROLMENTS_LIMITED -> {
                application();
                Instant hour = registry.clock.instant().truncatedTo(ChronoUnit.HOURS);
                for (int i = 0; i < EnrolmentPolicy.DEFAULT.perHour(); i++) {
                    registry.applications.countEnrolment(new ApplicationId("tv"), hour, Integer.MAX_VALUE);
                }
                String key = ApiCall.body(registry.call(Endpoint.ROTATE_ENROLMENT_KEY))
                        .path("enrolment_key")
                        .asText();
                yield enrol("enrolment_key", key, "");
            }
            case NOT_FOUND -> registry.call(Endpoint.SHOW_INSTANCE);
            case REGISTRATION_IN_PROGRESS -> {
                application();
                registry.call(Endpoint.REGISTER);
                InstanceKey key = InstanceKey.parse("tv#one");
                Instance instance = registry.instances.find(key).orElseThrow();
                registry.instances.store(instance.with(new Attempt(
                        "another",
                        registry.clock.instant().plus(Duration.ofHours(1)),
                        Optional.empty(),
                        instance.registration().knownClient())));
                yield registry.call(Endpoint.REGISTER);
            }
            case CREDENTIALS_REJECTED -> {
                application();
                yield registry.call(Endpoint.ADOPT, ADOPT);
            }
            case ALREADY_REGISTERED -> {
                application();
                registry.call(Endpoint.REGISTER);
                yield registry.call(Endpoint.REGISTER, REDIRECT);
            }
            case REQUEST_TOO_LARGE -> registry.call(Endpoint.STORE_APPLICATION, "x".repeat(100_000));
            case INVALID_SOFTWARE_STATEMENT -> registry.call(Endpoint.STORE_APPLICATION, STORE);
            case UNAPPROVED_SOFTWARE_STATEMENT -> {
                approve();
                registry.adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.of(FakeAdobe.Endpoint.REGISTER));
                yield registry.call(Endpoint.STORE_APPLICATION, STORE);
            }
            case INVALID_REDIRECT_URI -> {
                application();
                yield registry.call(Endpoint.REGISTER, REDIRECT.replace("app", "another"));
            }
            case THROTTLED -> whileAdobe(new Failure.Throttled(Duration.ofSeconds(30)));
            case AUTHORIZATION_SERVER_ERROR -> whileAdobe(new Failure.RequestRefused("invalid_request"));
            case AUTHORIZATION_SERVER_UNAVAILABLE -> whileAdobe(new Failure.Unavailable("timeout"));
            case IDENTITY_PROVIDER_UNAVAILABLE -> {
                provider.goDown(true);
                yield registry.call(Endpoint.LIST_APPLICATIONS);
            }
            case TOO_MANY_REQUESTS -> throw new IllegalStateException("the registry sets no limit");
            case INTERNAL_ERROR -> {
                registry.storeFailsWith(new IllegalStateException("a defect"));
                yield registry.call(Endpoint.SHOW_INSTANCE);
            }
            case STORAGE_UNAVAILABLE -> {
                registry.storeFailsWith(new VaultUnavailable("no keyset"));
                yield registry.call(Endpoint.SHOW_INSTANCE);
            }
        };
    }

    private APIGatewayV2HTTPResponse enrol(String member, String credential, String more) {
        String body = "{\"%s\":\"%s\",\"device_secret\":true%s}".formatted(member, credential, more);
        return registry.send(ApiCall.to(Endpoint.ENROL_DEVICE).body(body));
    }

    private APIGatewayV2HTTPResponse whileAdobe(Failure failure) {
        application();
        registry.adobe.failsWith(failure);
        return registry.call(Endpoint.REGISTER);
    }

    private void application() {
        approve();
        assertThat(registry.call(Endpoint.STORE_APPLICATION, STORE).getStatusCode())
                .isEqualTo(201);
    }

    private void approve() {
        registry.adobe.approve(STATEMENT, new RedirectUri("https://app.example.com/"));
    }

    private static Optional<Application> revoked(Application application) {
        Evidence evidence = new Evidence("token", "invalid_client", application.updatedAt());
        return Optional.of(application.with(application
                .currentStatement()
                .checked(StatementStatus.REVOKED, Optional.of(evidence), false, application.updatedAt())));
    }
}
