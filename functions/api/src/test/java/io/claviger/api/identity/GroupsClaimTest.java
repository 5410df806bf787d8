package io.claviger.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.api.Answer;
import io.claviger.api.Api;
import io.claviger.api.Endpoint;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Authority comes from the exact name in a list, or as the whole text, and from nothing that resembles it. */
class GroupsClaimTest {
    private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();
    private final Api api = new Api(
            PROVIDER.identities(),
            Map.of(Endpoint.LIST_APPLICATIONS, _ -> Answer.accepted()),
            _ -> {},
            Optional::empty);

    @ParameterizedTest
    @MethodSource
    void only_the_exact_name_makes_an_operator(@Nullable Object claim, boolean operator) {
        int status = ApiCall.to(Endpoint.LIST_APPLICATIONS)
                .bearing(PROVIDER.tokenWithGroups(claim))
                .sendTo(api)
                .getStatusCode();
        assertThat(status == 202).isEqualTo(operator);
    }

    /** SmallRye JWT adds what this claim maps the groups to. */
    @Test
    void a_claim_that_maps_groups_gives_no_authority() {
        String token = PROVIDER.operator(claims -> {
            claims.setStringListClaim("groups", "viewer");
            claims.setClaim("roleMappings", Map.of("viewer", "operator"));
        });
        assertThat(ApiCall.to(Endpoint.LIST_APPLICATIONS)
                        .bearing(token)
                        .sendTo(api)
                        .getStatusCode())
                .isEqualTo(404);
    }

    static Stream<Arguments> only_the_exact_name_makes_an_operator() {
        return Stream.of(
                Arguments.of(List.of("operator"), true),
                Arguments.of(List.of("viewer", "operator"), true),
                Arguments.of("operator", true),
                Arguments.of("network operator", false),
                Arguments.of("operator,app", false),
                Arguments.of(List.of("network operator"), false),
                Arguments.of(List.of("Operator"), false),
                Arguments.of(List.of(List.of("operator")), false),
                Arguments.of(Map.of("operator", true), false),
                Arguments.of(null, false));
    }
}
