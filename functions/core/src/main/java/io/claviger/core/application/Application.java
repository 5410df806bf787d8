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
 * @param redirectUri the redirect URI of instances that name none of their own
 * @param serviceProvider the channel whose protected API the revocation check probes; empty for the deployment's
 *     default
 * @param onRejectedCredentials what to do for an instance whose client was refused
 * @param statements every statement it has had, never empty; new registrations use the first
 * @param enrolmentKeys with which devices make instances of their own
 * @param version counts changes; zero before it is stored
 */
public record Application(
        ApplicationId id,
        String displayName,
        Optional<RedirectUri> redirectUri,
        Optional<ServiceProvider> serviceProvider,
        RejectedCredentialsPolicy onRejectedCredentials,
        List<StatementRecord> statements,
        Safeguards safeguards,
        EnrolmentKeys enrolmentKeys,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public Application {
        statements = List.copyOf(statements);
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("an application has at least one statement");
        }
    }

    public StatementRecord currentStatement() {
        return statements.getFirst();
    }

    public List<StatementRecord> olderStatements() {
        return statements.subList(1, statements.size());
    }

    /** One of the statements that this application has had; empty if it never had such a statement. */
    public Optional<StatementRecord> statement(StatementFingerprint fingerprint) {
        return statements.stream()
                .filter(statement -> statement.fingerprint().equals(fingerprint))
                .findFirst();
    }

    /** False, too, for a statement that this application never had. */
    public boolean isRevoked(StatementFingerprint fingerprint) {
        return statement(fingerprint).filter(StatementRecord::revoked).isPresent();
    }

    /** The same application after a change of one of its statements. */
    public Application with(StatementRecord changed) {
        return with(
                statements.stream()
                        .map(s -> s.fingerprint().equals(changed.fingerprint()) ? changed : s)
                        .toList(),
                safeguards,
                enrolmentKeys,
                version);
    }

    /** The same application with this statement, which may be one that it had before, for new registrations. */
    public Application withCurrent(StatementRecord statement) {
        List<StatementRecord> ordered =
                new ArrayList<>(List.of(statement(statement.fingerprint()).orElse(statement)));
        statements.stream()
                .filter(s -> !s.fingerprint().equals(statement.fingerprint()))
                .forEach(ordered::add);
        return with(ordered, safeguards, enrolmentKeys, version);
    }

    public Application with(Safeguards changed) {
        return with(statements, changed, enrolmentKeys, version);
    }

    public Application with(EnrolmentKeys changed) {
        return with(statements, safeguards, changed, version);
    }

    private Application with(
            List<StatementRecord> changed, Safeguards newSafeguards, EnrolmentKeys newKeys, long newVersion) {
        return new Application(
                id,
                displayName,
                redirectUri,
                serviceProvider,
                onRejectedCredentials,
                changed,
                newSafeguards,
                newKeys,
                createdAt,
                updatedAt,
                newVersion);
    }

    /** The same application with the version that the store gave it. */
    public Application stored(long newVersion) {
        return with(statements, safeguards, enrolmentKeys, newVersion);
    }
}
