package io.claviger.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import io.claviger.api.identity.Caller;
import io.claviger.api.identity.Identification;
import io.claviger.api.identity.Identities;
import java.util.Optional;

/** Tells who calls: a principal of AWS, which IAM identified before API Gateway called, or the bearer of a token. */
final class Callers {
    private static final String NO_CREDENTIAL = "Send Authorization: Bearer with a valid token.";
    private static final String NO_PROVIDER =
            "This deployment trusts no identity provider. Sign the request with AWS credentials, for the API for IAM.";

    private final Optional<Identities> provider;

    /** @param provider verifies tokens of the identity provider; empty if the deployment trusts none */
    Callers(Optional<Identities> provider) {
        this.provider = provider;
    }

    Identification identify(APIGatewayV2HTTPEvent event, Headers headers) {
        return principal(event)
                .<Identification>map(Identification.Identified::new)
                .orElseGet(() -> headers.find("authorization")
                        .map(this::bearer)
                        .orElseGet(() -> new Identification.Unidentified(NO_CREDENTIAL)));
    }

    private Identification bearer(String authorization) {
        return provider.map(identities -> identities.identify(authorization))
                .orElseGet(() -> new Identification.Unidentified(NO_PROVIDER));
    }

    /** Only API Gateway's IAM authorizer writes this part of an event; no caller can. */
    private static Optional<Caller> principal(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(RequestContext::getAuthorizer)
                .map(RequestContext.Authorizer::getIam)
                .map(RequestContext.IAM::getUserArn)
                .map(Caller.IamPrincipal::new);
    }
}
