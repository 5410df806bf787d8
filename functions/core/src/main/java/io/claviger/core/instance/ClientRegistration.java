package io.claviger.core.instance;

import io.claviger.core.credentials.ClientCredentials;
import java.time.Instant;
import java.util.List;

/**
 * What one successful registration yields, and what the vault keeps.
 *
 * @param scopes possibly empty
 */
public record ClientRegistration(ClientCredentials credentials, Instant issuedAt, List<String> scopes) {
    public ClientRegistration {
        scopes = List.copyOf(scopes);
    }

    public Client client() {
        return new Client(credentials.clientId(), issuedAt, scopes);
    }
}
