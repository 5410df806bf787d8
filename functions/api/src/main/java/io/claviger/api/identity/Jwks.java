package io.claviger.api.identity;

import java.io.IOException;

/** The port to the identity provider's published keys. */
@FunctionalInterface
public interface Jwks {
    /**
     * A JSON Web Key Set (RFC 7517 section 5) as text.
     *
     * @throws IOException if the provider does not answer with one in bounded time and size
     */
    String fetch() throws IOException;
}
