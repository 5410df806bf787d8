package io.claviger.sandbox.oauth;

import io.claviger.sandbox.dashboard.CustomSchemes;
import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.dashboard.RegisteredApplications;
import io.claviger.sandbox.dashboard.SoftwareStatements;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registers clients with software statements: the work of {@code POST /o/client/register}. */
public final class ClientRegistration {
    private final RegisteredApplications applications;
    private final StatementCache statements;
    private final RedirectUris redirectUris;
    private final Clients clients;
    private final InstantSource clock;

    /** The result of a registration. */
    public sealed interface RegistrationResult {}

    /** A new client. */
    public record Registered(Client client) implements RegistrationResult {}

    /** No client. */
    public record Refused(RegistrationError error) implements RegistrationResult {}

    /** Dates the clients by the clock. */
    public ClientRegistration(
            RegisteredApplications applications,
            SoftwareStatements statements,
            CustomSchemes customSchemes,
            Clients clients,
            InstantSource clock) {
        this.applications = applications;
        this.statements = new StatementCache(statements);
        this.redirectUris = new RedirectUris(customSchemes);
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * Registers a client. The statement is checked before the redirect URI, so that a revoked statement has the same error for every URI.
     *
     * @param revocationShows whether a revoked statement is refused
     */
    public RegistrationResult register(String statement, @Nullable String redirectUri, boolean revocationShows) {
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
