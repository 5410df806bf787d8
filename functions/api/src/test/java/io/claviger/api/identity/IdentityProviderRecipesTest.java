package io.claviger.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.api.Api;
import io.claviger.api.Endpoint;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recipes of {@code docs/identity-providers.md}: with its parameters, a token is understood as the page says. */
class IdentityProviderRecipesTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "identity-providers.md");
    private static final Pattern RECIPE = Pattern.compile(
            "(?ms)^## (?<name>[^\n]+)\n(?:(?!^## ).)*?^```properties\n(?<parameters>.*?)^```\n(?:(?!^## ).)*?"
                    + "^```json\n(?<claims>.*?)^```\n(?:(?!^## ).)*?^```json\n(?<caller>.*?)^```$");
    private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();

    record Recipe(String name, Map<String, String> variables, String claims, JsonNode caller) {
        static Recipe of(MatchResult found) {
            Map<String, String> variables = new HashMap<>();
            found.group("parameters")
                    .lines()
                    .map(line -> line.split("=", 2))
                    .forEach(parameter -> variables.put(variable(parameter[0]), parameter[1]));
            return new Recipe(
                    found.group("name"), variables, found.group("claims"), ApiCall.json(found.group("caller")));
        }

        private static String variable(String parameter) {
            return parameter.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Recipe> recipes() throws IOException {
        return RECIPE.matcher(Files.readString(PAGE)).results().map(Recipe::of);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void a_token_is_understood_as_its_recipe_says(Recipe recipe) {
        APIGatewayV2HTTPResponse answer = whoami(recipe, Map.of());
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
        assertThat(ApiCall.body(answer)).isEqualTo(recipe.caller());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void a_token_for_another_audience_is_refused(Recipe recipe) {
        assertThat(whoami(recipe, Map.of("IDENTITY_AUDIENCE", "another")).getStatusCode())
                .isEqualTo(401);
    }

    @Test
    void there_are_recipes_for_the_usual_providers() throws IOException {
        assertThat(recipes().map(Recipe::name))
                .containsAll(
                        List.of("Cognito", "Cognito with client credentials", "Auth0", "Okta", "Entra ID", "Keycloak"));
    }

    private static APIGatewayV2HTTPResponse whoami(Recipe recipe, Map<String, String> changed) {
        Map<String, String> variables = new HashMap<>(recipe.variables());
        variables.putAll(changed);
        Api api = new Api(PROVIDER.identities(variables), Map.of(), _ -> {}, Optional::empty);
        String token = PROVIDER.operator(claims -> replace(claims, recipe.claims()));
        return ApiCall.to(Endpoint.WHOAMI).bearing(token).sendTo(api);
    }

    private static void replace(JwtClaims claims, String json) {
        Stream.of("iss", "aud", "sub", "groups").forEach(claims::unsetClaim);
        try {
            JwtClaims.parse(json).getClaimsMap().forEach(claims::setClaim);
        } catch (InvalidJwtException e) {
            throw new AssertionError(e);
        }
    }
}
