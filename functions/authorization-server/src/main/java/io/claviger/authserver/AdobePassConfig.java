package io.claviger.authserver;

import io.claviger.core.credentials.InvalidInput;
import java.time.Duration;

/**
 * How Adobe Pass is reached.
 *
 * @param connectTimeout for the connection alone, TLS handshake included
 * @param totalTimeout for a whole call, from the connection to the last byte of the answer; stays below the lease under
 *     which a caller calls
 * @param userAgent the {@code User-Agent} header: 1 to 256 printable ASCII characters
 */
public record AdobePassConfig(BaseUri baseUri, Duration connectTimeout, Duration totalTimeout, String userAgent) {
    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration DEFAULT_TOTAL_TIMEOUT = Duration.ofSeconds(5);

    /** @throws InvalidInput if a timeout is not positive, or the user agent could not be sent */
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

    /** With the default timeouts: 2 s to connect, 5 s in all. */
    public static AdobePassConfig of(BaseUri baseUri) {
        return new AdobePassConfig(baseUri, DEFAULT_CONNECT_TIMEOUT, DEFAULT_TOTAL_TIMEOUT, "Claviger");
    }
}
