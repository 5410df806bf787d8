package io.claviger.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.aws.tracing.TraceHeader;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.storage.VaultUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class ApiTest {
    private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();
    private static final TraceHeader TRACE =
            new TraceHeader("1-5e6722a7-cc560aff46db7ae02d4da47e", "0123456789abcdef", true);
    private static final String MARK = "mark3d-s3cr3t";

    private final List<String> lines = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private Route registering = request -> {
        devices.add(request.device());
        return Answer.accepted();
    };
    private final Api api = new Api(
            PROVIDER.identities(),
            Map.of(
                    Endpoint.LIST_APPLICATIONS,
                    _ -> Answer.accepted(),
                    Endpoint.SHOW_APPLICATION,
                    _ -> Answer.accepted(),
                    Endpoint.REGISTER,
                    request -> registering.answer(request)),
            lines::add,
            () -> Optional.of(TRACE));

    @ParameterizedTest
    @ValueSource(strings = {"$default", "GET /v1/nothing", "get /v1/applications", ""})
    void an_unknown_route_is_not_found(String routeKey) {
        problem(ApiCall.to(routeKey).bearing(PROVIDER.operator()), 404, "not_found");
    }

    @Test
    void an_app_that_names_another_instance_is_told_to_look_who_it_is() {
        var answer = problem(
                register().bearing(PROVIDER.app("tv", "one")).application("tv").instance("two"), 404, "not_found");

        assertThat(ApiCall.body(answer).path("detail").asText()).contains("PUT", "GET /v1/whoami");
    }

    @Test
    void a_route_of_another_function_is_not_found() {
        problem(register().bearing(PROVIDER.operator()).application("tv"), 202, "");
        problem(
                ApiCall.to(Endpoint.VEND)
                        .bearing(PROVIDER.operator())
                        .application("tv")
                        .instance("one"),
                404,
                "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a%2Fb", "..", ".hidden", "-x", "_canary", "ä", "a b", "a#b", "a\nb", ""})
    void a_malformed_id_is_an_invalid_request(String id) {
        problem(register().application(id).bearing(PROVIDER.operator()), 400, "invalid_request");
        problem(register().instance(id).bearing(PROVIDER.operator()), 400, "invalid_request");
    }

    @Test
    void an_id_may_have_128_characters_and_no_more() {
        problem(register().instance("i".repeat(128)).bearing(PROVIDER.operator()), 202, "");
        problem(register().instance("i".repeat(129)).bearing(PROVIDER.operator()), 400, "invalid_request");
        problem(register().application("i".repeat(129)).bearing(PROVIDER.operator()), 400, "invalid_request");
    }

    @Test
    void a_canary_id_is_an_invalid_request() {
        problem(register().instance("_canary-" + "0".repeat(64)).bearing(PROVIDER.operator()), 400, "invalid_request");
    }

    @Test
    void the_address_of_an_app_is_that_of_its_connection() {
        register()
                .bearing(PROVIDER.app("tv", "living-room"))
                .header("x-forwarded-for", "203.0.113.9, 198.51.100.7")
                .sendTo(api);
        assertThat(devices).extracting(Device::ip).containsExactly(Optional.of(new ClientIp("198.51.100.7")));
    }

    @Test
    void a_backend_names_the_address_of_its_device() {
        register()
                .bearing(PROVIDER.backend("tv"))
                .header("x-forwarded-for", "203.0.113.9, 192.0.2.1, 198.51.100.7")
                .sendTo(api);
        register()
                .bearing(PROVIDER.operator())
                .header("x-forwarded-for", "2001:db8::7,198.51.100.7")
                .sendTo(api);
        assertThat(devices)
                .extracting(Device::ip)
                .containsExactly(Optional.of(new ClientIp("203.0.113.9")), Optional.of(new ClientIp("2001:db8::7")));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9:8080, 203.0.113.9",
        "[2001:db8::7]:443, 2001:db8::7",
        "[2001:db8::7], 2001:db8::7",
        "2001:db8::7, 2001:db8::7"
    })
    void a_port_after_the_address_is_ignored(String sent, String address) {
        register()
                .bearing(PROVIDER.backend("tv"))
                .header("x-forwarded-for", sent + ", 198.51.100.7")
                .sendTo(api);
        assertThat(devices).extracting(Device::ip).containsExactly(Optional.of(new ClientIp(address)));
    }

    @Test
    void without_an_address_from_the_backend_the_device_has_none() {
        register().bearing(PROVIDER.backend("tv")).sendTo(api);
        register().bearing(PROVIDER.backend("tv")).without("x-forwarded-for").sendTo(api);
        assertThat(devices).extracting(Device::ip).containsExactly(Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown, 198.51.100.7",
                "203.0.113.9:https, 198.51.100.7",
                "203.0.113.9:, 198.51.100.7",
                "203.0.113.256:80, 198.51.100.7",
                "[203.0.113.9, 198.51.100.7",
                "[]:443, 198.51.100.7",
                "[localhost], 198.51.100.7",
                "\"<x>\", 1.2.3.4",
                ",198.51.100.7"
            })
    void a_malformed_address_is_an_invalid_request(String forwardedFor) {
        problem(
                register().bearing(PROVIDER.backend("tv")).header("x-forwarded-for", forwardedFor),
                400,
                "invalid_request");
    }

    @Test
    void the_device_header_is_passed_on_unchanged() {
        register()
                .bearing(PROVIDER.operator())
                .header("X-Device-Info", "eyJ9==")
                .sendTo(api);
        assertThat(devices).extracting(Device::info).containsExactly(Optional.of(new DeviceInfo("eyJ9==")));
    }

    @Test
    void a_device_header_with_forbidden_characters_is_an_invalid_request() {
        for (String header : List.of("", "a\r\nX-Evil: 1", "ü", "x".repeat(4097))) {
            problem(register().bearing(PROVIDER.operator()).header("x-device-info", header), 400, "invalid_request");
        }
    }

    @Test
    void a_storage_failure_is_answered_with_retry_after() {
        registering = _ -> {
            throw new VaultUnavailable("reading failed", SdkClientException.create(MARK));
        };
        assertThat(problem(register().bearing(PROVIDER.operator()), 503, "storage_unavailable")
                        .getHeaders())
                .containsEntry("Retry-After", "1");
        registering = _ -> {
            throw SdkClientException.create(MARK);
        };
        problem(register().bearing(PROVIDER.operator()), 503, "storage_unavailable");
    }

    @Test
    void an_unexpected_failure_shows_nothing_of_itself() {
        registering = _ -> {
            throw new IllegalStateException("could not parse " + MARK);
        };
        problem(register().bearing(PROVIDER.operator()), 500, "internal_error");
    }

    @Test
    void each_request_logs_one_line_with_caller_route_and_result() {
        register().bearing(PROVIDER.backend("radio")).sendTo(api);
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().replaceAll("\"duration_ms\":\\d+", "\"duration_ms\":0"))
                .isEqualTo("{\"entry\":\"Request\",\"request_id\":\"JKJaXmPLvHcESHA=\","
                        + "\"trace_id\":\"1-5e6722a7-cc560aff46db7ae02d4da47e\","
                        + "\"route\":\"PUT /v1/applications/{applicationId}/instances/{instanceId}\","
                        + "\"groups\":[\"backend\"],\"subject\":\"backend-7\",\"status\":404,\"code\":\"not_found\","
                        + "\"duration_ms\":0}");
    }

    @Test
    void the_log_line_shows_nothing_that_the_caller_sent() {
        String token = PROVIDER.app("tv", MARK);
        ApiCall.to(Endpoint.REGISTER)
                .application("tv")
                .instance(MARK)
                .bearing(token)
                .header("x-device-info", MARK)
                .header("x-amzn-trace-id", "Root=" + MARK)
                .query(MARK, MARK)
                .body(MARK)
                .sendTo(api);
        ApiCall.to(MARK).bearing(MARK).sendTo(api);
        assertThat(lines).hasSize(2).noneMatch(line -> line.contains(MARK) || line.contains(token));
    }

    private static ApiCall register() {
        return ApiCall.to(Endpoint.REGISTER).application("tv").instance("living-room");
    }

    private APIGatewayV2HTTPResponse problem(ApiCall call, int status, String code) {
        APIGatewayV2HTTPResponse answer = call.sendTo(api);
        assertThat(answer.getStatusCode()).isEqualTo(status);
        assertThat(ApiCall.body(answer).path("code").asText()).isEqualTo(code);
        assertThat(answer.getHeaders()).containsEntry("Cache-Control", "no-store");
        assertThat(answer.getBody()).doesNotContain(MARK);
        return answer;
    }
}
