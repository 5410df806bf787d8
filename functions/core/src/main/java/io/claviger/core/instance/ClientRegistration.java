package io.claviger.core.instance;

import io.claviger.core.credentials.ClientCredentials;
import java.time.Instant;
import java.util.List;

/**
 * A client as one successful registration made it and as the vault keeps it.
 *
 * @param issuedAt the authorization server's time if it gave one
 * @param scopes possibly empty
 */
public record ClientRegistration(ClientCredentials credentials, Instant issuedAt, List<String> scopes) {
    public ClientRegistration {
        scopes = List.copyOf(scopes);
    }

    /** The public part. */
    public Client client() {
        return new Client(credentials.clientId(), issuedAt, scopes);
    }
}
