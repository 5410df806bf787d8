package io.claviger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.core.authorizationserver.ClientIp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which address counts as the device's. Every call here comes from 198.51.100.7, an address of the proxy's. */
class DeviceAddressTest {
    private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();
    private static final String SECRET = "open-sesame-0123456789";
    private static final String NEXT_SECRET = "next-sesame-0123456789";

    private final List<Optional<ClientIp>> addresses = new ArrayList<>();

    private record Settings(Optional<String> addressHeader, Optional<String> secret) implements TrustedProxySettings {}

    @Test
    void a_backend_and_an_operator_name_the_device_in_a_header_that_no_proxy_rewrites() {
        for (String caller : List.of(PROVIDER.backend("tv"), PROVIDER.operator())) {
            send(
                    direct(),
                    call(caller)
                            .header("X-Device-Address", "2001:DB8:0:0::7")
                            .header("x-forwarded-for", "192.0.2.1, 198.51.100.7"));
        }
        assertThat(addresses).containsExactly(address("2001:db8::7"), address("2001:db8::7"));
    }

    @Test
    void a_caller_with_aws_credentials_names_the_device_too() {
        send(
                direct(),
                ApiCall.to(Endpoint.REGISTER)
                        .application("tv")
                        .instance("living-room")
                        .signedBy("arn:aws:iam::123456789012:role/backend", "/v1/applications/tv/instances/living-room")
                        .header("X-Device-Address", "203.0.113.9"));
        assertThat(addresses).containsExactly(address("203.0.113.9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "203.0.113.9:80", "203.0.113.9, 192.0.2.1", "[2001:db8::7]"})
    void a_malformed_device_address_is_an_invalid_request(String named) {
        var answer = send(direct(), call(PROVIDER.backend("tv")).header("x-device-address", named));
        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(ApiCall.body(answer).path("detail").asText()).contains("X-Device-Address");
    }

    @Test
    void an_app_can_not_name_an_address() {
        send(direct(), app().header("x-device-address", "203.0.113.9").header("cf-connecting-ip", "203.0.113.9"));
        assertThat(addresses).containsExactly(address("198.51.100.7"));
    }

    @ParameterizedTest
    @CsvSource({
        "CF-Connecting-IP, 203.0.113.9, 203.0.113.9",
        "CF-Connecting-IP, 2001:db8::7:4653, 2001:db8::7:4653",
        "X-Real-IP, 203.0.113.9:46532, 203.0.113.9",
        "X-Real-IP, [2001:db8::7]:46532, 2001:db8::7",
        "CloudFront-Viewer-Address, 203.0.113.9:46532, 203.0.113.9",
        "CloudFront-Viewer-Address, 2001:db8::7:46532, 2001:db8::7",
        "cloudfront-viewer-address, 2001:db8::7:4653, 2001:db8::7"
    })
    void a_trusted_proxy_names_the_address_of_its_viewer(String header, String sent, String expected) {
        send(behind(header, SECRET), proxied(app()).header(header, sent));
        assertThat(addresses).containsExactly(address(expected));
    }

    @Test
    void without_the_right_secret_the_address_of_the_connection_counts() {
        for (String secret : List.of("", "open-sesame-012345678", SECRET + "x", "ü", SECRET + "," + NEXT_SECRET)) {
            send(
                    behind("X-Real-IP", SECRET),
                    app().header("x-trusted-proxy-secret", secret).header("x-real-ip", "203.0.113.9"));
        }
        send(behind("X-Real-IP", SECRET), app().header("x-real-ip", "203.0.113.9"));
        send(direct(), proxied(app()).header("x-real-ip", "203.0.113.9"));
        assertThat(addresses).hasSize(7).containsOnly(address("198.51.100.7"));
    }

    @Test
    void while_the_secret_changes_both_count() {
        Api api = behind("X-Real-IP", SECRET + "," + NEXT_SECRET);
        send(api, proxied(app()).header("x-real-ip", "203.0.113.9"));
        send(api, app().header("x-trusted-proxy-secret", NEXT_SECRET).header("x-real-ip", "203.0.113.9"));
        assertThat(addresses).containsExactly(address("203.0.113.9"), address("203.0.113.9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "203.0.113.9, 192.0.2.1"})
    void an_unusable_address_from_the_proxy_is_none_and_not_the_proxys_own(String sent) {
        send(behind("X-Real-IP", SECRET), proxied(app()).header("x-real-ip", sent));
        send(behind("X-Real-IP", SECRET), proxied(app()));
        assertThat(addresses).containsExactly(Optional.empty(), Optional.empty());
    }

    @Test
    void behind_the_proxy_a_backends_own_address_is_not_its_devices() {
        Api api = behind("CloudFront-Viewer-Address", SECRET);
        for (String forwarded : List.of("192.0.2.1, 198.51.100.7", "203.0.113.9, 192.0.2.1, 198.51.100.7")) {
            send(
                    api,
                    proxied(call(PROVIDER.backend("tv")))
                            .header("cloudfront-viewer-address", "192.0.2.1:46532")
                            .header("x-forwarded-for", forwarded));
        }
        assertThat(addresses).containsExactly(Optional.empty(), address("203.0.113.9"));
    }

    @ParameterizedTest
    @CsvSource({
        "X-Real-IP, ",
        "X-Real-IP, too-short-01234",
        "X-Real-IP, 'open-sesame-0123456789,'",
        "x-forwarded-for, open-sesame-0123456789"
    })
    void settings_that_would_believe_anybody_are_refused_without_showing_the_secret(String header, String secret) {
        assertThatThrownBy(() -> behind(header, secret))
                .hasMessageContaining("TRUSTED_PROXY_")
                .message()
                .doesNotContain("sesame", "too-short");
    }

    private static ApiCall call(String token) {
        return ApiCall.to(Endpoint.REGISTER)
                .application("tv")
                .instance("living-room")
                .bearing(token);
    }

    private static ApiCall app() {
        return call(PROVIDER.app("tv", "living-room"));
    }

    private static ApiCall proxied(ApiCall call) {
        return call.header("x-trusted-proxy-secret", SECRET);
    }

    private static Optional<ClientIp> address(String value) {
        return Optional.of(new ClientIp(value));
    }

    private Api direct() {
        return api(new Settings(Optional.empty(), Optional.empty()));
    }

    private Api behind(String header, String secret) {
        return api(new Settings(Optional.of(header), Optional.ofNullable(secret)));
    }

    private Api api(Settings proxy) {
        Route noting = request -> {
            addresses.add(request.device().ip());
            return Answer.accepted();
        };
        return new Api(
                new Callers(Optional.of(PROVIDER.identities())),
                new CallerLimit(0, InstantSource.system()),
                TrustedProxy.of(proxy),
                Map.of(Endpoint.REGISTER, noting),
                _ -> {},
                Optional::empty);
    }

    private static APIGatewayV2HTTPResponse send(Api api, ApiCall call) {
        return call.sendTo(api);
    }
}
