package io.claviger.core.instance;

import io.claviger.core.credentials.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The public part of an instance's client at the authorization server.
 *
 * @param issuedAt empty for an adopted client: nobody tells Claviger
 * @param scopes possibly empty
 */
public record Client(ClientId id, Optional<Instant> issuedAt, List<String> scopes) {
    public Client {
        scopes = List.copyOf(scopes);
    }
}
