package io.claviger.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.claviger.api.testing.FakeIdentityProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The code, the OpenAPI description and the template have the same routes and the same problems. */
class OneSetOfRoutesTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Path TEMPLATE = Path.of("..", "..", "template.yaml");

    private static final List<String> ROUTES =
            Arrays.stream(Endpoint.values()).map(Endpoint::routeKey).toList();

    @Test
    void the_openapi_description_knows_the_routes_of_the_code() throws IOException {
        assertThat(openApi()
                        .path("paths")
                        .propertyStream()
                        .flatMap(path -> path.getValue()
                                .propertyStream()
                                .filter(operation -> METHODS.contains(operation.getKey()))
                                .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())))
                .containsExactlyInAnyOrderElementsOf(ROUTES);
    }

    @Test
    void the_template_knows_the_routes_of_the_code() throws IOException {
        assertThat(routes().map(OneSetOfRoutesTest::routeKey)).containsExactlyInAnyOrderElementsOf(ROUTES);
    }

    @ParameterizedTest
    @CsvSource({"TokenIntegration, TokenFunction, /token", "RevocationCheckIntegration, RevocationCheckFunction, /revoc"
    })
    void the_template_sends_a_route_to_the_function_that_serves_it(String integration, String function, String part)
            throws IOException {
        assertThat(resources()
                        .at("/" + integration + "/Properties/IntegrationUri")
                        .asText())
                .startsWith(function + ".");
        assertThat(routes().filter(route -> route.path("Target").asText().equals("integrations/${" + integration + "}"))
                        .map(OneSetOfRoutesTest::routeKey))
                .containsExactlyInAnyOrderElementsOf(ROUTES.stream()
                        .filter(route -> route.contains(part)
                                || (route.matches(".*/(health|whoami)") && function.equals("TokenFunction")))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RegistrationFunction", "TokenFunction"})
    void the_weekly_call_of_the_template_is_answered(String function) throws IOException {
        String input = resources()
                .at("/" + function + "/Properties/Events/EachWeek/Properties/Input")
                .asText();
        APIGatewayV2HTTPEvent event = new ObjectMapper().readValue(input, APIGatewayV2HTTPEvent.class);
        Api api = new Api(new FakeIdentityProvider().identities(), Map.of(), _ -> {}, Optional::empty);
        assertThat(api.serve(event).getStatusCode()).isBetween(200, 499);
    }

    @Test
    void the_openapi_description_knows_the_problems_of_the_code() throws IOException {
        assertThat(openApi()
                        .at("/components/schemas/Problem/properties/code/x-extensible-enum")
                        .valueStream()
                        .map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::code)
                        .toList());
    }

    @Test
    void every_status_of_a_problem_is_described() throws IOException {
        Set<String> described = openApi()
                .path("paths")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .flatMap(operation -> operation.path("responses").propertyStream())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertThat(described)
                .containsAll(Arrays.stream(ProblemCode.values())
                        .map(code -> String.valueOf(code.status()))
                        .toList());
    }

    private static String routeKey(JsonNode route) {
        return route.path("RouteKey").asText();
    }

    /** The properties of the routes of the template's public API; `.ci/checks` compares those of the API for IAM. */
    private static Stream<JsonNode> routes() throws IOException {
        return resources()
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals("AWS::ApiGatewayV2::Route"))
                .map(resource -> resource.path("Properties"))
                .filter(route -> route.path("ApiId").asText().equals("Api"));
    }

    private static JsonNode resources() throws IOException {
        return YAML.readTree(Files.readString(TEMPLATE)).path("Resources");
    }

    private static JsonNode openApi() throws IOException {
        try (InputStream in = OneSetOfRoutesTest.class.getResourceAsStream("/openapi.yaml")) {
            return YAML.readTree(Objects.requireNonNull(in));
        }
    }
}
