package io.claviger.core.authorizationserver;

import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import java.util.Optional;

/**
 * Adobe Pass, as Claviger uses it. Every answer is a value, an unreadable or missing one included: no method throws
 * because of the server's behaviour. Every call is limited in time and bytes, and is made once: the caller decides
 * whether to try again.
 */
public interface AuthorizationServer {

    /** Registers a new client. Every {@link RegistrationAnswer.Registered} is one more client. */
    RegistrationAnswer register(SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device);

    /** Requests an access token with the client credentials grant (RFC 6749 section 4.4). */
    TokenAnswer requestToken(ClientCredentials credentials, Device device);

    /** Sends a token to the protected API {@code GET /api/v2/{serviceProvider}/configuration}. */
    ProtectedApiAnswer callProtectedApi(AccessToken token, ServiceProvider serviceProvider, Device device);

    /** True while calls are refused without being made. Asks nobody; work that nobody waits for is left for later. */
    default boolean refusesCalls() {
        return false;
    }
}
