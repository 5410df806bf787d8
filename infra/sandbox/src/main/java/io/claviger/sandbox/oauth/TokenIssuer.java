package io.claviger.sandbox.oauth;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.dashboard.RegisteredApplications;
import java.time.Duration;
import java.time.InstantSource;

/** Issues tokens for client credentials: the work of {@code POST /o/client/token}. */
public final class TokenIssuer {
    private static final String CLIENT_CREDENTIALS = "client_credentials";

    private final RegisteredApplications applications;
    private final Clients clients;
    private final AccessTokens tokens;
    private final InstantSource clock;

    /** The result of a token request. */
    public sealed interface IssueResult {}

    /**
     * A token.
     *
     * @param expiresInSeconds its remaining lifetime
     */
    public record Issued(AccessToken token, long expiresInSeconds) implements IssueResult {}

    /** No token. */
    public record Refused(TokenError error) implements IssueResult {}

    /**
     * What the faults demand of one request.
     *
     * @param lifetimeSeconds of a new token
     * @param sameToken       whether the client gets its latest token again, unless that has expired
     * @param revocationShows whether the clients of a revoked statement are refused
     */
    public record Terms(long lifetimeSeconds, boolean sameToken, boolean revocationShows) {}

    /** Dates the tokens by the clock. */
    public TokenIssuer(RegisteredApplications applications, Clients clients, AccessTokens tokens, InstantSource clock) {
        this.applications = applications;
        this.clients = clients;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Issues a token for Adobe's three parameters. */
    public IssueResult issue(String clientId, String clientSecret, String grantType, Terms terms) {
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
        return terms.sameToken() ? repeat(client, terms) : issueNew(client, terms);
    }

    private boolean isRevoked(Client client) {
        return applications
                .find(client.applicationId())
                .filter(RegisteredApplication::revoked)
                .isPresent();
    }

    private IssueResult repeat(Client client, Terms terms) {
        var now = clock.instant();
        return clients.latestToken(client)
                .filter(token -> token.expiresAt().isAfter(now))
                .<IssueResult>map(token -> new Issued(
                        token,
                        Math.max(1, Duration.between(now, token.expiresAt()).toSeconds())))
                .orElseGet(() -> issueNew(client, terms));
    }

    private IssueResult issueNew(Client client, Terms terms) {
        var token = tokens.issue(client, clock.instant(), terms.lifetimeSeconds());
        clients.setLatestToken(client, token);
        return new Issued(token, terms.lifetimeSeconds());
    }
}
