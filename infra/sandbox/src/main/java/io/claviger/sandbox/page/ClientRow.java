package io.claviger.sandbox.page;

import io.claviger.sandbox.oauth.AccessToken;
import io.claviger.sandbox.oauth.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A client and its latest token.
 *
 * @param issuedAt  ISO 8601
 * @param hasToken  whether the sandbox issued it one since the start
 * @param createdAt of the token, ISO 8601; empty for none
 * @param expiresAt of the token, ISO 8601; empty for none
 * @param left      the remaining lifetime, until the browser replaces it by its countdown; empty for none
 */
public record ClientRow(
        String clientId,
        String application,
        String issuedAt,
        boolean hasToken,
        String createdAt,
        String expiresAt,
        String left) {

    static ClientRow of(Client client, Optional<AccessToken> latestToken, String application, Instant now) {
        return latestToken
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

    // In hours, so that the panel does not change each second.
    private static String left(Instant now, Instant expiresAt) {
        long hours = Duration.between(now, expiresAt).toHours();
        return expiresAt.isAfter(now) ? (hours > 0 ? hours + " h" : "less than 1 h") : "expired";
    }
}
