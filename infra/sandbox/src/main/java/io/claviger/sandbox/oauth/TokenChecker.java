package io.claviger.sandbox.oauth;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.dashboard.RegisteredApplications;
import java.time.InstantSource;

/** Checks the token of a call to the protected API: first the token, then its statement, then its scopes and the service provider. */
public final class TokenChecker {
    private static final String REST_API_V2 = "api:client:v2";

    private final RegisteredApplications applications;
    private final Clients clients;
    private final AccessTokens tokens;
    private final InstantSource clock;

    /** The result of a check. */
    public sealed interface Verdict {}

    /** The token opens the service provider. */
    public record Accepted(Client client, RegisteredApplication application) implements Verdict {}

    /** The sandbox did not issue this token. */
    public record Unknown() implements Verdict {}

    /** The token has expired. */
    public record Expired(Client client) implements Verdict {}

    /** The statement of its client is revoked. */
    public record StatementRevoked(Client client) implements Verdict {}

    /** It is for other products of Adobe's alone: it lacks the scope {@code api:client:v2}. */
    public record ScopeMissing(Client client) implements Verdict {}

    /** Its application is linked to other service providers alone. */
    public record OtherServiceProvider(Client client) implements Verdict {}

    /** Decides by the clock whether a token has expired. */
    public TokenChecker(
            RegisteredApplications applications, Clients clients, AccessTokens tokens, InstantSource clock) {
        this.applications = applications;
        this.clients = clients;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Checks a token for a service provider.
     *
     * @param revocationShows whether the token of a revoked statement is refused
     */
    public Verdict check(String token, String serviceProvider, boolean revocationShows) {
        var opened = tokens.open(token);
        var owner = opened.flatMap(content -> clients.find(content.clientId()));
        var linked = owner.flatMap(known -> applications.find(known.applicationId()));
        if (opened.isEmpty() || owner.isEmpty() || linked.isEmpty()) {
            return new Unknown();
        }
        var client = owner.get();
        var application = linked.get();
        if (!opened.get().expiresAt().isAfter(clock.instant())) {
            return new Expired(client);
        }
        if (application.revoked() && revocationShows) {
            return new StatementRevoked(client);
        }
        if (!client.scopes().contains(REST_API_V2)) {
            return new ScopeMissing(client);
        }
        return application.serves(serviceProvider)
                ? new Accepted(client, application)
                : new OtherServiceProvider(client);
    }
}
