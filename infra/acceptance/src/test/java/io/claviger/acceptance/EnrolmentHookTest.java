package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A function of the programmer's judges the devices that enrol. A hook that fails is logged as a warning. */
@OnRunningSystem
@InjectsAwsFaults
class EnrolmentHookTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final Claviger claviger;
    private final SampleApplication application;

    EnrolmentHookTest(Claviger claviger) {
        this.claviger = claviger;
        this.application = claviger.registeredApplication();
    }

    @Test
    void a_device_that_the_hook_refuses_does_not_enrol_and_leaves_the_code() {
        String code = code();
        enrol(code, "refuse")
                .statusCode(403)
                .body("code", equalTo("device_refused"))
                .header("Retry-After", nullValue());
        enrol(code, "admit").statusCode(201);
        enrol(code, "admit").statusCode(401);
    }

    @Test
    void a_hook_that_fails_or_hangs_lets_no_device_enrol_and_leaves_the_code() {
        String code = code();
        enrol(code, "fail")
                .statusCode(403)
                .body("code", equalTo("device_refused"))
                .header("Retry-After", "5");
        Instant begun = Instant.now();
        enrol(code, "hang").statusCode(403).header("Retry-After", "5");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(TIMEOUT);
        claviger.backend(application.id())
                .get("/v1/applications/{a}/instances/tv", application.id())
                .then()
                .body("device_keys", nullValue());
        enrol(code, "admit").statusCode(201);
        assertThat(claviger.local().get("/local/logs/RegistrationFunction").asString())
                .contains("the enrolment hook gives no verdict: status 200, function error Unhandled")
                .doesNotContain(code);
    }

    private String code() {
        return claviger.backend(application.id())
                .post("/v1/applications/{a}/instances/tv/enrolment-code", application.id())
                .then()
                .statusCode(201)
                .extract()
                .path("code");
    }

    private ValidatableResponse enrol(String code, String attestation) {
        return claviger.anonymous()
                .contentType("application/json")
                .body("{\"code\":\"%s\",\"device_secret\":true,\"attestation\":\"%s\"}".formatted(code, attestation))
                .post("/v1/device/enrolments")
                .then();
    }
}
