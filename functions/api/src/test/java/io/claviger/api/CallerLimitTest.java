package io.claviger.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.identity.DeviceAssertions;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.api.testing.TestDevice;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.DeviceKey.Material.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A caller that makes too many requests is refused, and nobody else. */
class CallerLimitTest {
    private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();
    private static final int LIMIT = 10;

    private final List<String> lines = new ArrayList<>();
    private final FakeClock clock = new FakeClock();
    private final Api api = new Api(
            new Callers(Optional.of(PROVIDER.identities())),
            new CallerLimit(LIMIT, clock),
            Optional.empty(),
            Map.of(Endpoint.VEND, _ -> Answer.accepted()),
            lines::add,
            Optional::empty);

    @Test
    void a_caller_at_ten_times_its_limit_is_refused_and_others_are_served() {
        String noisy = PROVIDER.app("tv", "kitchen");
        String quiet = PROVIDER.app("tv", "living-room");
        for (int request = 1; request <= 10 * LIMIT; request++) {
            assertThat(vend("kitchen", noisy).getStatusCode()).isEqualTo(request <= LIMIT ? 202 : 429);
            if (request % LIMIT == 0) {
                assertThat(vend("living-room", quiet).getStatusCode()).isEqualTo(202);
            }
        }
    }

    @Test
    void a_refused_caller_learns_how_long_to_wait_and_is_served_then() {
        String token = PROVIDER.app("tv", "kitchen");
        for (int request = 1; request <= LIMIT; request++) {
            vend("kitchen", token);
        }
        clock.advance(Duration.ofSeconds(18));
        APIGatewayV2HTTPResponse refused = vend("kitchen", token);
        assertThat(ApiCall.body(refused).path("code").asText()).isEqualTo("too_many_requests");
        assertThat(lines.getLast()).contains("\"status\":429,\"code\":\"too_many_requests\"");
        assertThat(refused.getHeaders()).containsEntry("Retry-After", "42");
        clock.advance(Duration.ofSeconds(42));
        assertThat(vend("kitchen", token).getStatusCode()).isEqualTo(202);
    }

    @Test
    void a_principal_of_aws_has_a_limit_of_its_own() {
        for (int request = 1; request <= LIMIT; request++) {
            assertThat(signed("arn:aws:iam::123456789012:role/one").getStatusCode())
                    .isEqualTo(202);
        }
        assertThat(signed("arn:aws:iam::123456789012:role/one").getStatusCode()).isEqualTo(429);
        assertThat(signed("arn:aws:iam::123456789012:role/two").getStatusCode()).isEqualTo(202);
    }

    @Test
    void a_device_counts_for_its_instance_once_its_assertion_is_verified() {
        TestDevice device = TestDevice.curve();
        DeviceKey key = new DeviceKey("key", new PublicKey(device.jwk()), clock.instant());
        Route vend = request -> {
            boolean admitted = request.admission().admits(List.of(key));
            return admitted ? Answer.accepted() : Answer.of(Problem.notSigned());
        };
        Api devices = new Api(
                new Callers(Optional.empty(), new DeviceAssertions(List.of(TestDevice.AUDIENCE), clock)),
                new CallerLimit(LIMIT, clock),
                Optional.empty(),
                Map.of(Endpoint.DEVICE_VEND, vend),
                lines::add,
                Optional::empty);
        for (int request = 1; request <= 10 * LIMIT; request++) {
            assertThat(vend(devices, TestDevice.curve(), "tv/kitchen").getStatusCode())
                    .isEqualTo(401);
        }
        for (int request = 1; request <= 2 * LIMIT; request++) {
            assertThat(vend(devices, device, "tv/kitchen").getStatusCode()).isEqualTo(request <= LIMIT ? 202 : 429);
        }
        assertThat(vend(devices, device, "tv/hall").getStatusCode()).isEqualTo(202);
    }

    private APIGatewayV2HTTPResponse vend(Api devices, TestDevice device, String subject) {
        return ApiCall.to(Endpoint.DEVICE_VEND)
                .bearing(device.assertion(subject, "key", clock.instant()))
                .sendTo(devices);
    }

    private APIGatewayV2HTTPResponse vend(String instance, String token) {
        return ApiCall.to(Endpoint.VEND)
                .application("tv")
                .instance(instance)
                .bearing(token)
                .sendTo(api);
    }

    private APIGatewayV2HTTPResponse signed(String arn) {
        return ApiCall.to(Endpoint.VEND)
                .application("tv")
                .instance("kitchen")
                .signedBy(arn, "/v1/applications/tv/instances/kitchen/token")
                .sendTo(api);
    }
}
