package io.claviger.sandbox.oauth;

import io.claviger.sandbox.dashboard.CustomSchemes;
import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.dashboard.RegisteredApplications;
import io.claviger.sandbox.dashboard.SoftwareStatements;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes clients from software statements: what is behind {@code POST /o/client/register}. */
public final class Registration {
    private final RegisteredApplications applications;
    private final VerifiedStatements statements;
    private final RedirectUris redirectUris;
    private final Clients clients;
    private final InstantSource clock;

    /** How an attempt to register ended. */
    public sealed interface Outcome {}

    /** A new client was made, as every successful call does. */
    public record Registered(Client client) implements Outcome {}

    /** No client was made. */
    public record Refused(RegistrationError error) implements Outcome {}

    /** Dates the clients by the clock. */
    public Registration(
            RegisteredApplications applications,
            SoftwareStatements statements,
            CustomSchemes customSchemes,
            Clients clients,
            InstantSource clock) {
        this.applications = applications;
        this.statements = new VerifiedStatements(statements);
        this.redirectUris = new RedirectUris(customSchemes);
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * Presents a statement. The statement is judged before the redirect URI, so that a revoked one is known as such whatever the URI.
     *
     * @param revocationShows whether a revoked statement is refused here
     */
    public Outcome register(String statement, @Nullable String redirectUri, boolean revocationShows) {
        Optional<RegisteredApplication> named =
                statements.applicationNamedBy(statement).flatMap(applications::find);
        if (named.isEmpty()) {
            return new Refused(RegistrationError.INVALID_SOFTWARE_STATEMENT);
        }
        var application = named.get();
        if (application.revoked() && revocationShows) {
            return new Refused(RegistrationError.INVALID_SOFTWARE_STATEMENT);
        }
        if (!application.restApiV2()) {
            return new Refused(RegistrationError.UNAPPROVED_SOFTWARE_STATEMENT);
        }
        if (redirectUri != null && !redirectUris.allows(application, redirectUri)) {
            return new Refused(RegistrationError.INVALID_REDIRECT_URI);
        }
        var uris = redirectUri == null ? List.<String>of() : List.of(redirectUri);
        return new Registered(clients.create(application, uris, clock.instant()));
    }
}
