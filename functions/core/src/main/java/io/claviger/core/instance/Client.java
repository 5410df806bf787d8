package io.claviger.core.instance;

import io.claviger.core.credentials.ClientId;
import java.time.Instant;
import java.util.List;

/**
 * The public part of an instance's client at the authorization server.
 *
 * @param scopes possibly empty
 */
public record Client(ClientId id, Instant issuedAt, List<String> scopes) {
    public Client {
        scopes = List.copyOf(scopes);
    }
}
