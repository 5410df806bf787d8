package io.claviger.sandbox.page;

import io.claviger.sandbox.oauth.Client;
import java.time.Duration;
import java.time.Instant;

/**
 * A client and its last token as the page shows them.
 *
 * @param issuedAt  ISO 8601
 * @param hasToken  whether it ever got one
 * @param createdAt of the token, ISO 8601; empty without one
 * @param expiresAt of the token, ISO 8601; empty without one
 * @param left      seconds when the page was written, which the browser counts down from
 */
public record ClientRow(
        String clientId,
        String application,
        String issuedAt,
        boolean hasToken,
        String createdAt,
        String expiresAt,
        String left) {

    static ClientRow of(Client client, String application, Instant now) {
        return client.latestToken()
                .map(token -> new ClientRow(
                        client.id(),
                        application,
                        client.issuedAt().toString(),
                        true,
                        token.createdAt().toString(),
                        token.expiresAt().toString(),
                        left(now, token.expiresAt())))
                .orElseGet(() -> new ClientRow(
                        client.id(), application, client.issuedAt().toString(), false, "", "", ""));
    }

    // Only the hour, so that the panel does not change each second: the browser does the counting.
    private static String left(Instant now, Instant expiresAt) {
        long hours = Duration.between(now, expiresAt).toHours();
        return expiresAt.isAfter(now) ? (hours > 0 ? hours + " h" : "less than 1 h") : "expired";
    }
}
