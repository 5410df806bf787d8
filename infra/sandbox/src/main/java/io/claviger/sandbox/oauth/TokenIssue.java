package io.claviger.sandbox.oauth;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.dashboard.RegisteredApplications;
import java.time.Duration;
import java.time.InstantSource;

/** Gives tokens for client credentials: what is behind {@code POST /o/client/token}. */
public final class TokenIssue {
    private static final String CLIENT_CREDENTIALS = "client_credentials";

    private final RegisteredApplications applications;
    private final Clients clients;
    private final AccessTokens tokens;
    private final InstantSource clock;

    /** How a token call ended. */
    public sealed interface Outcome {}

    /**
     * A token.
     *
     * @param expiresInSeconds what is left of its life
     */
    public record Issued(AccessToken token, long expiresInSeconds) implements Outcome {}

    /** No token. */
    public record Refused(TokenError error) implements Outcome {}

    /**
     * What the faults in force ask of this call.
     *
     * @param lifetimeSeconds of a new token
     * @param sameAgain       whether the client's last token is handed back while it lives, instead of a new one
     * @param revocationShows whether the clients of a revoked statement are refused here
     */
    public record Terms(long lifetimeSeconds, boolean sameAgain, boolean revocationShows) {}

    /** Dates the tokens by the clock. */
    public TokenIssue(RegisteredApplications applications, Clients clients, AccessTokens tokens, InstantSource clock) {
        this.applications = applications;
        this.clients = clients;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Asks for a token with all three of Adobe's parameters. */
    public Outcome issue(String clientId, String clientSecret, String grantType, Terms terms) {
        if (!grantType.equals(CLIENT_CREDENTIALS)) {
            return new Refused(TokenError.UNSUPPORTED_GRANT_TYPE);
        }
        var found = clients.find(clientId).filter(known -> known.secret().matches(clientSecret));
        if (found.isEmpty()) {
            return new Refused(TokenError.INVALID_CLIENT);
        }
        var client = found.get();
        if (terms.revocationShows() && isRevoked(client)) {
            return new Refused(TokenError.INVALID_CLIENT);
        }
        if (!client.grantTypes().contains(grantType)) {
            return new Refused(TokenError.UNAUTHORIZED_CLIENT);
        }
        return terms.sameAgain() ? repeat(client, terms) : issueNew(client, terms);
    }

    private boolean isRevoked(Client client) {
        return applications
                .find(client.applicationId())
                .filter(RegisteredApplication::revoked)
                .isPresent();
    }

    private Outcome repeat(Client client, Terms terms) {
        var now = clock.instant();
        return client.latestToken()
                .filter(token -> token.expiresAt().isAfter(now))
                .<Outcome>map(token -> new Issued(
                        token,
                        Math.max(1, Duration.between(now, token.expiresAt()).toSeconds())))
                .orElseGet(() -> issueNew(client, terms));
    }

    private Outcome issueNew(Client client, Terms terms) {
        var token = tokens.issue(client, clock.instant(), terms.lifetimeSeconds());
        client.keep(token);
        return new Issued(token, terms.lifetimeSeconds());
    }
}
