package io.claviger.authserver;

import io.claviger.core.credentials.InvalidInput;
import java.time.Duration;

/**
 * The address and the limits of calls to Adobe Pass.
 *
 * @param connectTimeout for the connection alone, TLS handshake included
 * @param totalTimeout for a whole call, from the connection to the last byte of the answer; must be shorter than the
 *     caller's lease
 * @param userAgent the {@code User-Agent} header: 1 to 256 printable ASCII characters
 */
public record AdobePassConfig(BaseUri baseUri, Duration connectTimeout, Duration totalTimeout, String userAgent) {

    /** @throws InvalidInput if a timeout is not positive, or the user agent is no valid header value */
    public AdobePassConfig {
        if (!connectTimeout.isPositive() || !totalTimeout.isPositive()) {
            throw new InvalidInput("the authorization server's timeouts must be positive");
        }
        if (userAgent.isBlank()
                || userAgent.length() > 256
                || !userAgent.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
            throw new InvalidInput("the user agent must have 1 to 256 printable ASCII characters");
        }
    }
}
