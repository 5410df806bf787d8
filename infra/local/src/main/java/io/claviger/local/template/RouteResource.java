package io.claviger.local.template;

import java.util.Map;
import java.util.Optional;

/**
 * An {@code AWS::ApiGatewayV2::Route} with its integration and authorizer.
 *
 * @param api what {@code Ref} returns for its API
 * @param key {@code METHOD /path}, or {@code $default}
 * @param functionArn the function that the route invokes
 * @param authorizer whose JWTs open the route; empty if it asks for none
 * @param iam whether it is open to callers with AWS credentials alone
 */
public record RouteResource(
        String api, String key, String functionArn, Optional<JwtAuthorizer> authorizer, boolean iam) {

    /**
     * Reads a route.
     *
     * @param integrations functions' ARNs, by what {@code Ref} returns for their integrations
     * @param authorizers by what {@code Ref} returns for them
     */
    static RouteResource read(
            Section properties, Map<String, String> integrations, Map<String, JwtAuthorizer> authorizers) {
        String type = properties.text("AuthorizationType").orElse("NONE");
        return new RouteResource(
                properties.required("ApiId"),
                properties.required("RouteKey"),
                find(integrations, properties.required("Target").replaceFirst("^integrations/", ""), properties),
                switch (type) {
                    case "NONE", "AWS_IAM" -> Optional.empty();
                    case "JWT" -> Optional.of(find(authorizers, properties.required("AuthorizerId"), properties));
                    default ->
                        throw new TemplateException(
                                properties.where() + ".AuthorizationType", type + " is not understood");
                },
                type.equals("AWS_IAM"));
    }

    private static <T> T find(Map<String, T> resources, String reference, Section properties) {
        return Optional.ofNullable(resources.get(reference))
                .orElseThrow(() -> new TemplateException(properties.where(), "there is no " + reference));
    }
}
