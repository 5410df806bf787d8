package io.claviger.core.credentials;

/** The secret half of client credentials (RFC 7591 section 3.2.1); unlimited lifetime at Adobe Pass. */
public final class ClientSecret extends Secret {
    /** @throws InvalidInput if it is empty, longer than 4096 characters or not printable ASCII */
    public ClientSecret(String value) {
        super("client_secret", value, 4096);
    }
}
