package io.claviger.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.api.Endpoint;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.TestDevice;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.SoftwareStatement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrolmentApiTest {
    private static final TestDevice DEVICE = TestDevice.curve();

    private final Registry registry = new Registry();

    @BeforeEach
    void store_the_application() {
        registry.adobe.approve(new SoftwareStatement(Registry.statement("one")));
        registry.call(
                Endpoint.STORE_APPLICATION,
                "{\"display_name\":\"TV\",\"software_statement\":\"%s\"}".formatted(Registry.statement("one")));
    }

    @Test
    void a_device_with_a_code_gets_the_instance_of_the_code_with_its_client() {
        JsonNode enrolled = created(enrol("code", code()));
        assertThat(enrolled.path("application_id").asText()).isEqualTo("tv");
        assertThat(enrolled.path("instance_id").asText()).isEqualTo("one");
        assertThat(enrolled.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(enrolled.has("device_secret")).isFalse();
        JsonNode shown = ApiCall.body(registry.call(Endpoint.SHOW_INSTANCE));
        assertThat(shown.at("/device_keys/0/key_id")).isEqualTo(enrolled.path("key_id"));
    }

    @Test
    void a_device_without_keys_of_its_own_gets_a_secret_once() {
        JsonNode enrolled = created(send("{\"code\":\"%s\",\"device_secret\":true}".formatted(code())));
        assertThat(enrolled.path("device_secret").asText()).hasSize(43);
        assertThat(registry.call(Endpoint.SHOW_INSTANCE).getBody())
                .doesNotContain(enrolled.path("device_secret").asText());
        assertThat(registry.lines)
                .noneMatch(line -> line.contains(enrolled.path("device_secret").asText()));
    }

    @Test
    void an_enrolment_key_makes_instances_that_the_server_names() {
        JsonNode key = created(registry.call(Endpoint.ROTATE_ENROLMENT_KEY));
        String text = key.path("enrolment_key").asText();
        assertThat(key.has("previous_valid_until")).isFalse();
        JsonNode first = created(enrol("enrolment_key", text));
        JsonNode second = created(enrol("enrolment_key", text));
        assertThat(first.path("instance_id")).isNotEqualTo(second.path("instance_id"));
        assertThat(created(registry.call(Endpoint.ROTATE_ENROLMENT_KEY)).has("previous_valid_until"))
                .isTrue();
        assertThat(registry.send(Registry.operatorsCall(Endpoint.REVOKE_ENROLMENT_KEY)
                                .query("only", "previous"))
                        .getStatusCode())
                .isEqualTo(204);
        assertThat(enrol("enrolment_key", text).getStatusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"code":"tv/one/AAAA"}                                      | 400
            {"code":"tv/one/AAAA","device_secret":true,"jwk":{}}        | 400
            {"code":"tv/one/AAAA","device_secret":"yes"}                | 400
            {"code":"tv/one/AAAA","jwk":"text"}                         | 400
            {"code":"tv/one/AAAA","jwk":{"kty":"oct","k":"AAAA"}}       | 400
            {"device_secret":true}                                      | 400
            {"code":"a","enrolment_key":"b","device_secret":true}       | 400
            {"code":"tv/one/AAAA","device_secret":true}                 | 401
            {"code":"tv/none/AAAA","device_secret":true}                | 401
            {"code":"radio/one/AAAA","device_secret":true}              | 401
            {"code":"AAAA","device_secret":true}                        | 401
            {"code":"","device_secret":true}                            | 401
            {"enrolment_key":"tv/AAAA","device_secret":true}            | 401
            {"enrolment_key":"radio/AAAA","device_secret":true}         | 401
            {"enrolment_key":"AAAA","device_secret":true}               | 401
            """)
    void a_wrong_body_or_credential_enrols_nobody(String body, int status) {
        code();
        assertThat(send(body).getStatusCode()).isEqualTo(status);
    }

    @Test
    void a_private_or_weak_key_is_refused_and_does_not_use_the_code_up() {
        String code = code();
        String privateKey = DEVICE.jwk().replace("}", ",\"d\":\"AAAA\"}");
        assertThat(ApiCall.body(send(enrolment("code", code, privateKey)))
                        .path("detail")
                        .asText())
                .contains("private key");
        String weak = "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"%s\"}".formatted("u".repeat(171));
        assertThat(send(enrolment("code", code, weak)).getStatusCode()).isEqualTo(400);
        created(enrol("code", code));
    }

    @Test
    void the_hook_sees_the_attestation_and_its_no_is_403() {
        String code = code();
        String refused = enrolment("code", code, DEVICE.jwk()).replaceFirst("}$", ",\"attestation\":\"bad\"}");
        APIGatewayV2HTTPResponse no = send(refused);
        assertThat(ApiCall.body(no).path("code").asText()).isEqualTo("device_refused");
        assertThat(no.getStatusCode()).isEqualTo(403);
        assertThat(no.getHeaders()).doesNotContainKey("Retry-After");
        created(send(refused.replace("bad", "good")));
        assertThat(registry.lines).anyMatch(line -> line.contains("\"DevicesRefused\":1"));
    }

    @Test
    void a_hook_that_fails_lets_the_device_try_again_with_its_code() {
        String code = code();
        String unknown = enrolment("code", code, DEVICE.jwk()).replaceFirst("}$", ",\"attestation\":\"unknown\"}");
        APIGatewayV2HTTPResponse failed = send(unknown);
        assertThat(ApiCall.body(failed).path("code").asText()).isEqualTo("device_refused");
        assertThat(failed.getHeaders()).containsEntry("Retry-After", "5");
        assertThat(registry.lines)
                .anyMatch(line -> line.contains("\"EnrolmentChecksFailed\":1"))
                .noneMatch(line -> line.contains("unknown"));
        created(enrol("code", code));
    }

    @Test
    void an_attestation_that_is_too_long_is_400() {
        String jwk = "%s,\"attestation\":\"%s\"".formatted(DEVICE.jwk(), "a".repeat(16 * 1024 + 1));
        assertThat(send(enrolment("code", code(), jwk)).getStatusCode()).isEqualTo(400);
    }

    @Test
    void an_enrolled_device_registers_its_instance_and_no_other() {
        registry.adobe.failsWith(new Failure.Unavailable("timeout"));
        JsonNode enrolled = created(enrol("code", code()));
        assertThat(enrolled.path("status").asText()).isEqualTo("REGISTERING");
        registry.adobe.worksAgain();
        registry.clock.advance(Duration.ofMinutes(2));
        assertThat(register("tv/two", enrolled).getStatusCode()).isEqualTo(401);
        assertThat(register("tv/one", enrolled).getStatusCode()).isEqualTo(201);
        assertThat(register("tv/one", enrolled).getStatusCode()).isEqualTo(200);
    }

    @Test
    void a_revoked_device_key_is_gone() {
        JsonNode enrolled = created(enrol("code", code()));
        ApiCall revoke = Registry.operatorsCall(Endpoint.REVOKE_DEVICE_KEY)
                .path("keyId", enrolled.path("key_id").asText());
        assertThat(registry.send(revoke).getStatusCode()).isEqualTo(204);
        assertThat(registry.send(revoke).getStatusCode()).isEqualTo(404);
        assertThat(register("tv/one", enrolled).getStatusCode()).isEqualTo(401);
    }

    @Test
    void there_is_no_code_and_no_key_for_an_unknown_application() {
        for (Endpoint endpoint : new Endpoint[] {
            Endpoint.ISSUE_ENROLMENT_CODE, Endpoint.ROTATE_ENROLMENT_KEY, Endpoint.REVOKE_ENROLMENT_KEY
        }) {
            assertThat(registry.send(Registry.operatorsCall(endpoint).application("none"))
                            .getStatusCode())
                    .isEqualTo(404);
        }
    }

    private APIGatewayV2HTTPResponse register(String subject, JsonNode enrolled) {
        String keyId = enrolled.path("key_id").asText();
        return registry.send(ApiCall.to(Endpoint.DEVICE_REGISTER)
                .bearing(DEVICE.assertion(subject, keyId, registry.clock.instant())));
    }

    private String code() {
        return created(registry.call(Endpoint.ISSUE_ENROLMENT_CODE))
                .path("code")
                .asText();
    }

    private APIGatewayV2HTTPResponse enrol(String member, String credential) {
        return send(enrolment(member, credential, DEVICE.jwk()));
    }

    private static String enrolment(String member, String credential, String jwk) {
        return "{\"%s\":\"%s\",\"jwk\":%s}".formatted(member, credential, jwk);
    }

    private APIGatewayV2HTTPResponse send(String body) {
        return registry.send(
                ApiCall.to(Endpoint.ENROL_DEVICE).without("authorization").body(body));
    }

    private static JsonNode created(APIGatewayV2HTTPResponse answer) {
        assertThat(answer.getStatusCode()).describedAs(answer.getBody()).isEqualTo(201);
        return ApiCall.body(answer);
    }
}
