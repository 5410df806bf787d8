package io.claviger.core.application;

import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.StatementFingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A programmer's registered application.
 *
 * @param redirectUri what instances register with when they name none of their own
 * @param serviceProvider the channel whose protected API the revocation check asks; empty for the deployment's default
 * @param statements every statement it has had, newest first; never empty; the first serves new registrations
 * @param version counts changes; zero before it is stored
 */
public record Application(
        ApplicationId id,
        String displayName,
        Optional<RedirectUri> redirectUri,
        Optional<ServiceProvider> serviceProvider,
        RejectedCredentialsPolicy onRejectedCredentials,
        List<Statement> statements,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public Application {
        statements = List.copyOf(statements);
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("an application has at least one statement");
        }
    }

    public Statement currentStatement() {
        return statements.getFirst();
    }

    public List<Statement> olderStatements() {
        return statements.subList(1, statements.size());
    }

    /** Whatever became of a statement that instances of this application hang on; empty if it never was this application's. */
    public Optional<Statement> statement(StatementFingerprint fingerprint) {
        return statements.stream()
                .filter(statement -> statement.fingerprint().equals(fingerprint))
                .findFirst();
    }

    /** The same application with one statement replaced by its changed self. */
    public Application with(Statement changed) {
        return withStatements(statements.stream()
                .map(s -> s.fingerprint().equals(changed.fingerprint()) ? changed : s)
                .toList());
    }

    /** The same application serving new registrations from this statement, which may be one that it had before. */
    public Application serving(Statement statement) {
        List<Statement> ordered =
                new ArrayList<>(List.of(statement(statement.fingerprint()).orElse(statement)));
        statements.stream()
                .filter(s -> !s.fingerprint().equals(statement.fingerprint()))
                .forEach(ordered::add);
        return withStatements(ordered);
    }

    private Application withStatements(List<Statement> changed) {
        return new Application(
                id,
                displayName,
                redirectUri,
                serviceProvider,
                onRejectedCredentials,
                changed,
                createdAt,
                updatedAt,
                version);
    }

    public Application stored(long newVersion) {
        return new Application(
                id,
                displayName,
                redirectUri,
                serviceProvider,
                onRejectedCredentials,
                statements,
                createdAt,
                updatedAt,
                newVersion);
    }
}
