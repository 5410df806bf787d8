package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adobe's throttle: one call a second for each device, and a burst of ten. */
class ThrottleTest extends SandboxTestBase {
    private static final String API = "/api/v2/REF30/configuration";

    @BeforeEach
    void switchOn() {
        sandbox.setFaults("{\"throttle\":true}");
    }

    /** Adobe's scenario: tenths of a second since the first call, and whether the call passes. */
    private enum Scenario {
        T00(0, true),
        T03(3, true),
        T06(6, true),
        T09(9, true),
        T12(12, true),
        T13(13, true),
        T14(14, true),
        T15(15, true),
        T16(16, true),
        T17(17, true),
        T18(18, true),
        T21(21, true),
        T22(22, true),
        T24(24, false),
        T26(26, false),
        T28(28, false),
        T31(31, true);

        private final int tenths;
        private final boolean passes;

        Scenario(int tenths, boolean passes) {
            this.tenths = tenths;
            this.passes = passes;
        }
    }

    @Test
    void every_entry_of_adobes_scenario_has_adobes_outcome() {
        int now = 0;
        for (var call : Scenario.values()) {
            clock.advance(Duration.ofMillis(100L * (call.tenths - now)));
            now = call.tenths;
            assertThat(passes("198.51.100.1")).as(call.name()).isEqualTo(call.passes);
        }
    }

    @Test
    void a_device_has_its_burst_once_however_long_it_pauses() {
        useUpTheBurst("198.51.100.2");
        clock.advance(Duration.ofHours(1));
        assertThat(passes("198.51.100.2")).isTrue();
        assertThat(passes("198.51.100.2")).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(passes("198.51.100.2")).isTrue();
    }

    @Test
    void a_throttled_call_gets_429_in_html_and_changes_nothing() {
        useUpTheBurst("198.51.100.3");
        int before = sandbox.clientCount();
        var body = AdobeCaller.write(Map.of("software_statement", statement()));
        var reply = adobe.send(from("198.51.100.3", adobe.post("/o/client/register", "application/json", body)));
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.contentType()).isEqualTo("text/html");
        assertThat(reply.body()).startsWith("<html>").contains("<h1>429 Too Many Requests</h1>");
        assertThat(sandbox.clientCount()).isEqualTo(before);
        assertThat(lastRequest().error()).isEqualTo("throttled");
    }

    @Test
    void register_token_and_api_share_one_allowance() {
        for (int i = 0; i < 4; i++) {
            assertThat(adobe.send(from("198.51.100.4", adobe.post("/o/client/register", "text/plain", "")))
                            .status())
                    .isEqualTo(400);
            assertThat(adobe.send(from("198.51.100.4", adobe.post("/o/client/token", "text/plain", "")))
                            .status())
                    .isEqualTo(400);
            assertThat(adobe.send(from("198.51.100.4", adobe.request(API))).status())
                    .isEqualTo(i < 3 ? 401 : 429);
        }
    }

    @Test
    void the_device_is_the_left_most_forwarded_address() {
        useUpTheBurst("198.51.100.5");
        assertThat(passes("198.51.100.5, 203.0.113.9")).isFalse();
        assertThat(passes("203.0.113.9, 198.51.100.5")).isTrue();
        assertThat(lastRequest().clientIp()).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "not an address", "999.1.1.1"})
    void without_a_forwarded_address_the_device_is_the_connections(String forwarded) {
        for (int i = 0; i < 11; i++) {
            adobe.get(API);
        }
        assertThat(adobe.get(API).status()).isEqualTo(429);
        assertThat(passes(forwarded)).isFalse();
        assertThat(lastRequest().clientIp()).isEqualTo("127.0.0.1");
    }

    @Test
    void an_ipv6_address_is_one_device_in_upper_and_lower_case() {
        useUpTheBurst("2001:db8::A");
        assertThat(passes("2001:db8::a")).isFalse();
    }

    @Test
    void the_dashboard_is_never_throttled() {
        for (int i = 0; i < 20; i++) {
            assertThat(adobe.send(from("198.51.100.6", adobe.request("/dashboard/faults")))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void the_throttle_is_off_by_default_and_gives_each_device_a_burst_when_switched_on() {
        useUpTheBurst("198.51.100.7");
        sandbox.setFaults("{}");
        assertThat(passes("198.51.100.7")).isTrue();
        sandbox.setFaults("{\"throttle\":false}");
        assertThat(passes("198.51.100.7")).isTrue();
        sandbox.setFaults("{\"throttle\":true}");
        assertThat(passes("198.51.100.7")).isTrue();
    }

    @Test
    void a_sandbox_can_start_with_the_throttle_on() {
        try (var throttled = Sandbox.start(
                        SandboxOptions.onAnyPort().withClock(clock).withThrottle(true));
                var caller = new AdobeCaller(throttled.baseUri())) {
            assertThat(throttled.faults().throttles()).isTrue();
            for (int i = 0; i < 11; i++) {
                assertThat(caller.get(API).status()).isEqualTo(401);
            }
            assertThat(caller.get(API).status()).isEqualTo(429);
        }
    }

    private void useUpTheBurst(String address) {
        for (int i = 0; i < 11; i++) {
            assertThat(passes(address)).isTrue();
        }
        assertThat(passes(address)).isFalse();
    }

    private boolean passes(String forwardedFor) {
        return adobe.send(from(forwardedFor, adobe.request(API))).status() != 429;
    }

    private static HttpRequest.Builder from(String forwardedFor, HttpRequest.Builder request) {
        return request.header("X-Forwarded-For", forwardedFor);
    }
}
