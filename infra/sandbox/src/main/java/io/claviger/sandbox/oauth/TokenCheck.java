package io.claviger.sandbox.oauth;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.dashboard.RegisteredApplications;
import java.time.InstantSource;

/** Judges the token of a protected call: the token itself, then its client and statement, then the service provider. */
public final class TokenCheck {
    private final RegisteredApplications applications;
    private final Clients clients;
    private final AccessTokens tokens;
    private final InstantSource clock;

    /** What became of a token. */
    public sealed interface Verdict {}

    /** The call may go on. */
    public record Accepted(Client client, RegisteredApplication application) implements Verdict {}

    /** Not a token of this server. */
    public record Unknown() implements Verdict {}

    /** Once good, now past its life. */
    public record Expired(Client client) implements Verdict {}

    /** Its client hangs on a revoked statement. */
    public record ApplicationGone(Client client) implements Verdict {}

    /** Its application is not linked to this service provider. */
    public record OtherServiceProvider(Client client) implements Verdict {}

    /** Decides by the clock what has expired. */
    public TokenCheck(RegisteredApplications applications, Clients clients, AccessTokens tokens, InstantSource clock) {
        this.applications = applications;
        this.clients = clients;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Judges a token that was presented for a service provider.
     *
     * @param revocationShows whether a revoked statement is noticed here
     */
    public Verdict check(String token, String serviceProvider, boolean revocationShows) {
        var opened = tokens.open(token);
        var owner = opened.flatMap(content -> clients.numbered(content.clientNumber()));
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
            return new ApplicationGone(client);
        }
        return application.serves(serviceProvider)
                ? new Accepted(client, application)
                : new OtherServiceProvider(client);
    }
}
