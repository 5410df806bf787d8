package io.claviger.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

/** A caller learns how Claviger understood its credential, or which claim or header of it is wrong. */
class WhoAmITest {
    private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();
    private static final String ARN = "arn:aws:sts::123456789012:assumed-role/ops/olga";

    private final List<String> lines = new ArrayList<>();
    private final Api api = new Api(PROVIDER.identities(), Map.of(), lines::add, Optional::empty);

    @Test
    void an_app_sees_its_application_and_its_derived_instance() {
        APIGatewayV2HTTPResponse answer = whoami().bearing(PROVIDER.app("tv", "auth0|5f7c8ec7c33c6c004bbafe82"))
                .sendTo(api);
        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(ApiCall.body(answer)).isEqualTo(ApiCall.json("""
                {"kind": "jwt", "groups": ["app"], "application_id": "tv",
                 "instance_id": "sub-igveq6eh4pcfygnsisfs6a3fklyawldy4i4unu4q", "subject": "auth0|5f7c8ec7c33c6c004bbafe82"}
                """));
    }

    @Test
    void a_caller_in_no_known_group_sees_that() {
        APIGatewayV2HTTPResponse answer =
                whoami().bearing(PROVIDER.token("viewer", "tv", "olga")).sendTo(api);
        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(ApiCall.body(answer).path("groups")).isEmpty();
    }

    @Test
    void a_principal_of_aws_sees_its_arn() {
        APIGatewayV2HTTPResponse answer = whoami().signedBy(ARN, "/v1/whoami").sendTo(api);
        assertThat(ApiCall.body(answer)).isEqualTo(ApiCall.json("""
                {"kind": "iam", "groups": ["operator"], "subject": "%s"}
                """.formatted(ARN)));
    }

    @Test
    void the_audit_names_the_arn() {
        whoami().signedBy(ARN, "/v1/whoami").sendTo(api);
        assertThat(lines).singleElement().asString().contains("\"groups\":[\"operator\"]", "\"subject\":\"" + ARN);
    }

    @Test
    void a_refused_token_is_answered_with_the_wrong_claim_or_header() {
        refused(whoami(), "Authorization");
        refused(whoami().header("authorization", "Basic b2xnYTpwdw=="), "Authorization");
        refused(whoami().bearing("no.jwt"), "header");
        refused(whoami().bearing(PROVIDER.operator(claims -> claims.setIssuer("https://other.example.com"))), "iss");
        refused(whoami().bearing(PROVIDER.operator(claims -> claims.setAudience("other"))), "aud");
        refused(
                whoami().bearing(PROVIDER.operator(
                        claims -> claims.setExpirationTime(NumericDate.fromSeconds(1_000_000_000)))),
                "exp");
        refused(whoami().bearing(PROVIDER.operator(claims -> claims.setNotBeforeMinutesInThePast(-5))), "nbf");
    }

    @Test
    void without_an_identity_provider_a_token_is_refused_and_iam_is_not() {
        Api alone = new Api(
                new Callers(Optional.empty()),
                new CallerLimit(0, InstantSource.system()),
                Optional.empty(),
                Map.of(),
                _ -> {},
                Optional::empty);
        APIGatewayV2HTTPResponse answer = whoami().bearing(PROVIDER.operator()).sendTo(alone);
        assertThat(answer.getStatusCode()).isEqualTo(401);
        assertThat(ApiCall.body(answer).path("detail").asText()).contains("no identity provider");
        assertThat(whoami().signedBy(ARN, "/v1/whoami").sendTo(alone).getStatusCode())
                .isEqualTo(200);
    }

    private void refused(ApiCall call, String named) {
        APIGatewayV2HTTPResponse answer = call.sendTo(api);
        assertThat(answer.getStatusCode()).isEqualTo(401);
        assertThat(ApiCall.body(answer).path("code").asText()).isEqualTo("unauthenticated");
        assertThat(ApiCall.body(answer).path("detail").asText())
                .contains(named)
                .doesNotContain("example.com", "b2xn", "other");
    }

    private static ApiCall whoami() {
        return ApiCall.to(Endpoint.WHOAMI).without("authorization");
    }
}
