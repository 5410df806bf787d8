package io.claviger.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An app reaches its own instance by its id and by {@code me}, and no other. */
class OwnInstanceTest {
    private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();
    private final List<String> reached = new ArrayList<>();
    private final Api api = new Api(
            PROVIDER.identities(),
            Map.of(Endpoint.VEND, request -> {
                reached.add(request.instance().toString());
                return Answer.accepted();
            }),
            _ -> {},
            Optional::empty);

    /** The ids are those of {@code printf %s SUBJECT | openssl dgst -sha256 -binary | base32 | head -c 40}. */
    @ParameterizedTest
    @CsvSource({
        "living-room, living-room",
        "auth0|5f7c8ec7c33c6c004bbafe82, sub-igveq6eh4pcfygnsisfs6a3fklyawldy4i4unu4q",
        "eu-west-1:3c2f8a4e-5b6d-4c1e-9f7a-0d1e2f3a4b5c, sub-5wariyyuxpt4cd7hk2ohh6v36h4vkiifioqtdtdk",
        "olga@example.com, sub-heobl2vjyqws4xzgbh3fvzkkzaraybzq4wglzhet",
        "_canary, sub-uylnvz5fxc3qmajksl6z7uffhupnimrhykqmlvfc",
        "sub-igveq6eh4pcfygnsisfs6a3fklyawldy4i4unu4q, sub-qjof2b3h6qnql62e4gv2zqvkknrfoovvylsuxw7c"
    })
    void an_app_reaches_its_instance_by_me_and_by_its_id(String subject, String id) {
        String token = PROVIDER.app("tv", subject);
        assertThat(vend("me", token).getStatusCode()).isEqualTo(202);
        assertThat(vend(id, token).getStatusCode()).isEqualTo(202);
        assertThat(reached).containsExactly("tv#" + id, "tv#" + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth0", "5f7c8ec7c33c6c004bbafe82", "sub-igveq6eh4pcfygnsisfs6a3fklyawldy4i4unu4r", "tv"})
    void an_app_reaches_no_other_instance(String id) {
        assertThat(vend(id, PROVIDER.app("tv", "auth0|5f7c8ec7c33c6c004bbafe82"))
                        .getStatusCode())
                .isEqualTo(404);
    }

    @Test
    void me_is_not_found_for_a_caller_without_an_instance_of_its_own() {
        assertThat(vend("me", PROVIDER.operator()).getStatusCode()).isEqualTo(404);
        assertThat(vend("me", PROVIDER.backend("tv")).getStatusCode()).isEqualTo(404);
        assertThat(vend("me", PROVIDER.app("radio", "living-room")).getStatusCode())
                .isEqualTo(404);
        assertThat(reached).isEmpty();
    }

    /** IAM's policies allow paths as they are written; these reach the same ids by another spelling. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/applications/%74v/instances/living-room/token",
                "/v1/applications/radio/../tv/instances/living-room/token",
                "/v1/applications//tv/instances/living-room/token",
                "/v1/applications/tv/instances/living-room/token/",
                "/v1/applications/TV/instances/living-room/token"
            })
    void a_principal_of_aws_reaches_the_path_that_it_wrote_and_no_other(String path) {
        assertThat(signed("/v1/applications/tv/instances/living-room/token").getStatusCode())
                .isEqualTo(202);
        assertThat(signed(path).getStatusCode()).isEqualTo(400);
        assertThat(reached).hasSize(1);
    }

    private APIGatewayV2HTTPResponse vend(String instance, String token) {
        return ApiCall.to(Endpoint.VEND)
                .application("tv")
                .instance(instance)
                .bearing(token)
                .sendTo(api);
    }

    private APIGatewayV2HTTPResponse signed(String path) {
        return ApiCall.to(Endpoint.VEND)
                .application("tv")
                .instance("living-room")
                .signedBy("arn:aws:iam::123456789012:user/olga", path)
                .sendTo(api);
    }
}
