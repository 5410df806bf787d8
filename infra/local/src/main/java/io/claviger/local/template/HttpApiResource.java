package io.claviger.local.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An {@code AWS::Serverless::HttpApi}.
 *
 * @param reference what {@code Ref} answers for it
 * @param defaultAuthorizer the authorizer of the routes that name none
 */
public record HttpApiResource(
        String logicalId,
        String reference,
        Map<String, JwtAuthorizer> authorizers,
        Optional<String> defaultAuthorizer) {

    static final Set<String> IGNORED = Set.of(
            "AccessLogSettings",
            "CorsConfiguration",
            "DefaultRouteSettings",
            "Description",
            "DisableExecuteApiEndpoint",
            "Domain",
            "FailOnWarnings",
            "Name",
            "PropagateTags",
            "RouteSettings",
            "StageName",
            "StageVariables",
            "Tags");

    /**
     * @param issuer what {@code iss} must say
     * @param audiences one of which {@code aud}, or without it {@code client_id}, must name
     */
    public record JwtAuthorizer(String issuer, List<String> audiences) {}

    public HttpApiResource {
        authorizers = Map.copyOf(authorizers);
    }

    static HttpApiResource read(String logicalId, String reference, Section properties) {
        properties.knowing(Set.of("Auth"), Set.of());
        Section auth = properties.at("Auth").knowing(Set.of("Authorizers", "DefaultAuthorizer"), Set.of());
        Map<String, JwtAuthorizer> authorizers = auth.at("Authorizers").children().stream()
                .collect(Collectors.toMap(Section::name, HttpApiResource::authorizer));
        Optional<String> byDefault = auth.text("DefaultAuthorizer");
        byDefault.ifPresent(name -> {
            if (!authorizers.containsKey(name)) {
                throw new TemplateException(auth.where() + ".DefaultAuthorizer", name + " is not declared");
            }
        });
        return new HttpApiResource(logicalId, reference, authorizers, byDefault);
    }

    private static JwtAuthorizer authorizer(Section authorizer) {
        authorizer.knowing(Set.of("JwtConfiguration", "IdentitySource"), Set.of());
        String source = authorizer.text("IdentitySource").orElse("$request.header.Authorization");
        if (!source.equals("$request.header.Authorization")) {
            throw new TemplateException(authorizer.where() + ".IdentitySource", source + " is not understood");
        }
        Section jwt = authorizer.at("JwtConfiguration").knowing(Set.of("issuer", "audience"), Set.of());
        List<String> audiences = jwt.texts("audience");
        if (audiences.isEmpty()) {
            throw new TemplateException(jwt.where() + ".audience", "is missing");
        }
        return new JwtAuthorizer(jwt.required("issuer"), audiences);
    }
}
