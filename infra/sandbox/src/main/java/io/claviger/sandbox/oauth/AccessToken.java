package io.claviger.sandbox.oauth;

import java.time.Instant;

/**
 * A bearer token. Prints itself as {@code ***}.
 *
 * @param id        opaque tracking id
 * @param value     the token itself
 * @param createdAt to the millisecond
 * @param expiresAt to the millisecond
 */
public record AccessToken(String id, String value, Instant createdAt, Instant expiresAt) {
    @Override
    public String toString() {
        return "***";
    }
}
