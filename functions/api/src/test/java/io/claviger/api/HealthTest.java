package io.claviger.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.runtime.Build;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final FakeIdentityProvider provider = new FakeIdentityProvider();
    private final Api api = new Api(provider.identities(), Map.of(), _ -> {}, Optional::empty);

    @Test
    void anyone_learns_status_version_and_commit_and_nothing_is_asked_for_it() {
        provider.goDown(true);
        for (ApiCall call : new ApiCall[] {health(), health().bearing("x"), health().bearing(provider.operator())}) {
            APIGatewayV2HTTPResponse answer = call.sendTo(api);
            assertThat(answer.getStatusCode()).isEqualTo(200);
            JsonNode body = ApiCall.body(answer);
            assertThat(body.propertyStream().map(Map.Entry::getKey)).containsExactly("status", "version", "commit");
            assertThat(body.path("status").asText()).isEqualTo("ok");
            assertThat(body.path("version").asText()).isEqualTo(Build.current().version());
        }
        assertThat(provider.fetches()).isZero();
    }

    @Test
    void the_build_knows_its_version_and_its_commit() {
        assertThat(Build.current().version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(Build.current().commit()).matches("[0-9a-f]{40}|unknown");
    }

    private static ApiCall health() {
        return ApiCall.to(Endpoint.HEALTH);
    }
}
