package io.claviger.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import io.claviger.api.identity.Caller;
import io.claviger.api.identity.DeviceAssertions;
import io.claviger.api.identity.Identification;
import io.claviger.api.identity.Identities;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Tells who calls: a principal of AWS, which IAM identified before API Gateway called, the bearer of a token, or a device.
 */
final class Callers {
    private static final String NO_CREDENTIAL = "Send Authorization: Bearer with a valid token.";
    private static final String NO_PROVIDER =
            "This deployment trusts no identity provider. Sign the request with AWS credentials, for the API for IAM.";

    private final Optional<Identities> provider;
    private final DeviceAssertions devices;

    /** As {@link #Callers(Optional, DeviceAssertions)}, without devices. */
    Callers(Optional<Identities> provider) {
        this(provider, new DeviceAssertions(List.of(), InstantSource.system()));
    }

    /**
     * @param provider verifies tokens of the identity provider; empty if the deployment trusts none
     * @param devices reads the assertions of enrolled devices
     */
    Callers(Optional<Identities> provider, DeviceAssertions devices) {
        this.provider = provider;
        this.devices = devices;
    }

    /** @param endpoint decides which credential counts; empty for an unknown route */
    Identification identify(APIGatewayV2HTTPEvent event, Headers headers, Optional<Endpoint> endpoint) {
        if (endpoint.filter(Endpoint.ENROL_DEVICE::equals).isPresent()) {
            return new Identification.Identified(new Caller.NewDevice());
        }
        if (endpoint.filter(Endpoint::isForDevices).isPresent()) {
            return devices.identify(headers.find("authorization"));
        }
        return principal(event)
                .<Identification>map(Identification.Identified::new)
                .orElseGet(() -> headers.find("authorization")
                        .map(authorization -> bearer(authorization, endpoint))
                        .orElseGet(() -> new Identification.Unidentified(NO_CREDENTIAL)));
    }

    private Identification bearer(String authorization, Optional<Endpoint> endpoint) {
        if (endpoint.filter(Endpoint.WHOAMI::equals).isPresent() && DeviceAssertions.looksLikeOne(authorization)) {
            return devices.identify(Optional.of(authorization));
        }
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
