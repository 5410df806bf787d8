package io.claviger.core.registration;

import io.claviger.core.application.Application;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import java.util.Optional;

/**
 * Asks for an instance to be registered.
 *
 * @param redirectUri empty for the application's own
 * @param byOperator an operator may replace the client of a quarantined instance
 */
public record RegisterCommand(InstanceKey key, Optional<RedirectUri> redirectUri, Device device, boolean byOperator) {

    boolean differsFrom(Instance instance) {
        return redirectUri.isPresent() && !redirectUri.equals(instance.redirectUri());
    }

    boolean mayReplaceClients(Application application) {
        return byOperator || application.onRejectedCredentials() == RejectedCredentialsPolicy.REREGISTER;
    }
}
