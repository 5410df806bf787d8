package io.claviger.core.authorizationserver;

import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import java.util.Optional;

/**
 * Adobe Pass, as Claviger uses it. Every answer, an unreadable one and none at all included, is a value; no method throws
 * for what the other side did. Every call is bounded in time and in bytes, and is made once: trying again is the caller's
 * decision.
 */
public interface AuthorizationServer {

    /** Registers a new client: every {@link RegistrationAnswer.Registered} is one more client, which can never be looked up again. */
    RegistrationAnswer register(SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device);

    /** Asks for an access token with the client credentials grant (RFC 6749 section 4.4). */
    TokenAnswer requestToken(ClientCredentials credentials, Device device);

    /** Shows a token to the protected API {@code GET /api/v2/{serviceProvider}/configuration}. */
    ProtectedApiAnswer show(AccessToken token, ServiceProvider serviceProvider, Device device);
}
