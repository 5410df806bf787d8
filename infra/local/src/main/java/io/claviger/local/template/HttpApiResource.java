package io.claviger.local.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An {@code AWS::Serverless::HttpApi}.
 *
 * @param reference what {@code Ref} returns for it
 * @param defaultAuthorizer the authorizer of the routes that name none
 */
public record HttpApiResource(
        String reference, Map<String, JwtAuthorizer> authorizers, Optional<String> defaultAuthorizer) {

    /**
     * Whose JWTs open a route.
     *
     * @param issuer the expected {@code iss}
     * @param audiences {@code aud}, or without it {@code client_id}, must name one of these
     */
    public record JwtAuthorizer(String issuer, List<String> audiences) {}

    public HttpApiResource {
        authorizers = Map.copyOf(authorizers);
    }

    static HttpApiResource read(String reference, Section properties) {
        Section auth = properties.at("Auth");
        return new HttpApiResource(
                reference,
                auth.at("Authorizers").children().stream()
                        .collect(Collectors.toMap(Section::name, HttpApiResource::authorizer)),
                auth.text("DefaultAuthorizer"));
    }

    private static JwtAuthorizer authorizer(Section authorizer) {
        Section jwt = authorizer.at("JwtConfiguration");
        return new JwtAuthorizer(jwt.required("issuer"), jwt.texts("audience"));
    }
}
