package io.claviger.core.application;

import io.claviger.core.credentials.StatementFingerprint;
import java.util.Set;
import java.util.stream.Collectors;

/** What a vend or a renewal needs to know of an application. */
public record ApplicationStatus(Set<StatementFingerprint> revokedStatements) {
    public ApplicationStatus {
        revokedStatements = Set.copyOf(revokedStatements);
    }

    public static ApplicationStatus of(Application application) {
        return new ApplicationStatus(application.statements().stream()
                .filter(StatementRecord::revoked)
                .map(StatementRecord::fingerprint)
                .collect(Collectors.toSet()));
    }

    /** False, too, for a statement that the application never had. */
    public boolean isRevoked(StatementFingerprint fingerprint) {
        return revokedStatements.contains(fingerprint);
    }
}
