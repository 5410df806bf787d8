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
 * @param proved whether Adobe has made it or issued a token to it; false for an adopted client before its first token
 */
public record Client(ClientId id, Optional<Instant> issuedAt, List<String> scopes, boolean proved) {
    public Client {
        scopes = List.copyOf(scopes);
    }

    /** A client that is proved. */
    public Client(ClientId id, Optional<Instant> issuedAt, List<String> scopes) {
        this(id, issuedAt, scopes, true);
    }

    /** The same client after it received a token. */
    public Client provedNow() {
        return new Client(id, issuedAt, scopes, true);
    }
}
