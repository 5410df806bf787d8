package io.claviger.core.instance;

import io.claviger.core.credentials.ClientCredentials;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A client as one successful registration made it, or an app brought it, and as the vault keeps it.
 *
 * @param issuedAt the authorization server's time, or Claviger's if it gave none; empty for an adopted client
 * @param scopes possibly empty
 */
public record ClientWithSecret(ClientCredentials credentials, Optional<Instant> issuedAt, List<String> scopes) {
    public ClientWithSecret {
        scopes = List.copyOf(scopes);
    }

    /** The public part. */
    public Client client() {
        return new Client(credentials.clientId(), issuedAt, scopes);
    }
}
