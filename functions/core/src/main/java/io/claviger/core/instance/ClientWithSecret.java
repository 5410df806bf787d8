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
 * @param proved false for a client that was adopted without a call to Adobe
 */
public record ClientWithSecret(
        ClientCredentials credentials, Optional<Instant> issuedAt, List<String> scopes, boolean proved) {
    public ClientWithSecret {
        scopes = List.copyOf(scopes);
    }

    /** A client that Adobe made, or issued a token to. */
    public ClientWithSecret(ClientCredentials credentials, Optional<Instant> issuedAt, List<String> scopes) {
        this(credentials, issuedAt, scopes, true);
    }

    /** A client that an app brought. */
    public static ClientWithSecret adopted(ClientCredentials credentials, boolean proved) {
        return new ClientWithSecret(credentials, Optional.empty(), List.of(), proved);
    }

    /** The public part. */
    public Client client() {
        return new Client(credentials.clientId(), issuedAt, scopes, proved);
    }
}
