package io.claviger.sandbox.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.claviger.sandbox.oauth.Client;
import io.claviger.sandbox.state.SandboxState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client as the dashboard shows it: without its secret and without its token. Times are ISO 8601. */
@JsonNaming(SnakeCaseStrategy.class)
record ClientView(
        String clientId,
        String applicationId,
        List<String> redirectUris,
        String issuedAt,
        @Nullable String tokenCreatedAt,
        @Nullable String tokenExpiresAt) {

    private static final int MAX = 1_000;

    static List<ClientView> newest(SandboxState state) {
        return state.clients().newest(MAX).stream()
                .map(client -> of(client, state))
                .toList();
    }

    private static ClientView of(Client client, SandboxState state) {
        var token = state.clients().latestToken(client);
        return new ClientView(
                client.id(),
                client.applicationId(),
                client.redirectUris(),
                client.issuedAt().toString(),
                token.map(last -> last.createdAt().toString()).orElse(null),
                token.map(last -> last.expiresAt().toString()).orElse(null));
    }
}
