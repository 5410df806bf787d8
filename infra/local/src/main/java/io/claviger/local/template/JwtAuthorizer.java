package io.claviger.local.template;

import java.util.List;

/**
 * An {@code AWS::ApiGatewayV2::Authorizer}: whose JWTs open a route.
 *
 * @param issuer the expected {@code iss}
 * @param audiences {@code aud}, or without it {@code client_id}, must name one of these
 */
public record JwtAuthorizer(String issuer, List<String> audiences) {

    public JwtAuthorizer {
        audiences = List.copyOf(audiences);
    }

    static JwtAuthorizer read(Section properties) {
        Section jwt = properties.at("JwtConfiguration");
        return new JwtAuthorizer(jwt.required("Issuer"), jwt.texts("Audience"));
    }
}
