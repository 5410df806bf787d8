package io.claviger.core.credentials;

/** A bearer token (RFC 6750); opaque to Claviger, even if it is a JWT. */
public final class AccessToken extends Secret {
    /** @throws InvalidInput if it is empty, longer than 16384 characters or not printable ASCII */
    public AccessToken(String value) {
        super("access_token", value, 16384);
    }
}
