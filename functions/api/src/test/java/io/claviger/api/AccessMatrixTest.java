package io.claviger.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.api.testing.Tally;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route for every group, on its own and on foreign applications and instances. The expectations are the access
 * table itself, one line for each route, and share nothing with the code of the rules.
 */
@TestInstance(Lifecycle.PER_CLASS)
class AccessMatrixTest {
    private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();

    /** The groups that may call each route. */
    private static final String TABLE = """
            PUT /v1/applications/{applicationId}                                       | operator
            GET /v1/applications                                                       | operator
            GET /v1/applications/{applicationId}                                       | operator
            POST /v1/applications/{applicationId}/revocation-check                     | operator
            POST /v1/applications/{applicationId}/storage-moves                        | operator
            GET /v1/applications/{applicationId}/instances                             | operator backend
            PUT /v1/applications/{applicationId}/instances/{instanceId}                | operator backend app
            PUT /v1/applications/{applicationId}/instances/{instanceId}/credentials    | operator backend
            GET /v1/applications/{applicationId}/instances/{instanceId}                | operator backend app
            GET /v1/applications/{applicationId}/instances/{instanceId}/token          | operator backend app
            POST /v1/applications/{applicationId}/instances/{instanceId}/token/rejected | operator backend app
            DELETE /v1/applications/{applicationId}/instances/{instanceId}             | operator backend
            POST /v1/applications/{applicationId}/instances/{instanceId}/restore       | operator backend
            POST /v1/applications/{applicationId}/instances/{instanceId}/enrolment-code | operator backend
            DELETE /v1/applications/{applicationId}/instances/{instanceId}/device-keys/{keyId} | operator backend
            PUT /v1/applications/{applicationId}/enrolment-key                         | operator
            DELETE /v1/applications/{applicationId}/enrolment-key                      | operator
            """;

    enum Who {
        OPERATOR("operator", "", "olga"),
        OPERATOR_OF_ANOTHER_APPLICATION("operator", "radio", "olga"),
        BACKEND("backend", "tv", "backend-7"),
        BACKEND_OF_ANOTHER_APPLICATION("backend", "radio", "backend-7"),
        BACKEND_WITHOUT_APPLICATION("backend", "", "backend-7"),
        BACKEND_WITH_THE_NAME_IN_CAPITALS("backend", "TV", "backend-7"),
        BACKEND_WITH_A_LONGER_NAME("backend", "tvx", "backend-7"),
        APP("app", "tv", "living-room"),
        APP_ON_ANOTHER_DEVICE("app", "tv", "kitchen"),
        APP_OF_ANOTHER_APPLICATION("app", "radio", "living-room"),
        APP_WITHOUT_APPLICATION("app", "", "living-room"),
        APP_WITH_THE_NAME_IN_CAPITALS("app", "tv", "LIVING-ROOM"),
        APP_NAMED_LIKE_THE_APPLICATION("app", "living-room", "tv"),
        NOBODY("viewer", "tv", "living-room"),
        OPERATOR_IN_CAPITALS("OPERATOR", "tv", "living-room");

        private final String group;
        private final String application;
        private final String subject;

        Who(String group, String application, String subject) {
            this.group = group;
            this.application = application;
            this.subject = subject;
        }

        /** Only these have claims that match the application and the instance. */
        boolean isGenuine(String allowed) {
            return switch (this) {
                case OPERATOR, OPERATOR_OF_ANOTHER_APPLICATION -> allowed.contains("operator");
                case BACKEND -> allowed.contains("backend");
                case APP -> allowed.contains("app");
                default -> false;
            };
        }
    }

    private final Map<Endpoint, Route> routes = new EnumMap<>(Endpoint.class);
    private final Tally tally = new Tally();
    private final Api api;

    AccessMatrixTest() {
        for (Endpoint endpoint : Endpoint.values()) {
            routes.put(endpoint, _ -> Answer.accepted());
        }
        api = new Api(PROVIDER.identities(), routes, _ -> {}, Optional::empty);
    }

    @AfterAll
    void showAll() throws IOException {
        tally.write("access-matrix.txt");
    }

    static Stream<Arguments> cells() {
        return TABLE.lines().flatMap(line -> {
            String[] cells = line.split("\\|", -1);
            return Arrays.stream(Who.values()).map(who -> Arguments.of(cells[0].strip(), who, cells[1]));
        });
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("cells")
    void only_the_groups_in_the_table_get_in(String routeKey, Who who, String allowed) {
        ApiCall call = ApiCall.to(routeKey).bearing(PROVIDER.token(who.group, who.application, who.subject));
        if (routeKey.contains("{applicationId}")) {
            call.application("tv");
        }
        if (routeKey.contains("{instanceId}")) {
            call.instance("living-room");
        }
        APIGatewayV2HTTPResponse answer = call.sendTo(api);
        tally.add(
                routeKey,
                answer.getStatusCode(),
                who.name().toLowerCase(Locale.ROOT).replace('_', ' '));

        if (who.isGenuine(allowed)) {
            assertThat(answer.getStatusCode()).isEqualTo(202);
        } else {
            assertThat(answer.getStatusCode()).isEqualTo(404);
            assertThat(ApiCall.body(answer).path("code").asText()).isEqualTo("not_found");
        }
    }

    static Stream<String> guarded() {
        return TABLE.lines().map(line -> line.split("\\|", -1)[0].strip());
    }

    /** IAM let it through to this path, so that its policies are the access table. */
    @ParameterizedTest
    @MethodSource("guarded")
    void a_principal_that_iam_let_through_gets_in_everywhere(String routeKey) {
        String path = routeKey.substring(routeKey.indexOf(' ') + 1)
                .replace("{applicationId}", "tv")
                .replace("{instanceId}", "living-room")
                .replace("{keyId}", "key");
        APIGatewayV2HTTPResponse answer = ApiCall.to(routeKey)
                .application("tv")
                .instance("living-room")
                .path("keyId", "key")
                .signedBy("arn:aws:iam::123456789012:user/olga", path)
                .sendTo(api);
        tally.add(routeKey, answer.getStatusCode(), "iam principal");
        assertThat(answer.getStatusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void nobody_gets_in_without_a_credential(String routeKey) {
        APIGatewayV2HTTPResponse answer =
                ApiCall.to(routeKey).application("tv").instance("living-room").sendTo(api);
        tally.add(routeKey, answer.getStatusCode(), "no credential");
        assertThat(answer.getStatusCode()).isEqualTo(401);
    }

    /** Their assertions and what they open are in DeviceAssertionTest of the function {@code token}. */
    @ParameterizedTest
    @EnumSource(names = {"DEVICE_VEND", "DEVICE_REPORT_REJECTED", "DEVICE_REGISTER"})
    void the_routes_of_devices_take_no_other_credential(Endpoint endpoint) {
        for (Who who : Who.values()) {
            String token = PROVIDER.token(who.group, who.application, who.subject);
            assertThat(ApiCall.to(endpoint).bearing(token).sendTo(api).getStatusCode())
                    .isEqualTo(401);
        }
        String arn = "arn:aws:iam::123456789012:user/olga";
        String path = endpoint.routeKey().substring(endpoint.routeKey().indexOf(' ') + 1);
        assertThat(ApiCall.to(endpoint).signedBy(arn, path).sendTo(api).getStatusCode())
                .isEqualTo(401);
    }

    @Test
    void the_table_names_every_route_but_health_whoami_and_those_of_devices() {
        assertThat(guarded())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Endpoint.values())
                        .filter(endpoint -> endpoint != Endpoint.HEALTH && endpoint != Endpoint.WHOAMI)
                        .filter(endpoint -> !endpoint.routeKey().contains(" /v1/device/"))
                        .map(Endpoint::routeKey)
                        .toList());
    }
}
