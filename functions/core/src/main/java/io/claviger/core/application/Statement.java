package io.claviger.core.application;

import io.claviger.core.credentials.StatementFingerprint;
import java.time.Instant;
import java.util.Optional;

/**
 * A software statement as the registry knows it; the statement itself is in the vault.
 *
 * @param claims the statement's claims, a JSON object as text
 * @param checkedAt when a check last came to a judgement
 * @param restoredAt when a check last found it good again after it had been suspect or revoked; empty if it never was
 * @param evidence why the status is not {@link StatementStatus#ACTIVE}
 * @param revocationAnnounced whether operators were last told that it is revoked
 * @param serviceProviderProven whether the protected API ever took this statement's canary: only then does a refusal of the
 *     service provider say something about the statement
 */
public record Statement(
        StatementFingerprint fingerprint,
        String claims,
        StatementStatus status,
        Instant storedAt,
        Optional<Instant> checkedAt,
        Optional<Instant> restoredAt,
        Optional<Evidence> evidence,
        boolean revocationAnnounced,
        boolean serviceProviderProven) {

    public static Statement stored(StatementFingerprint fingerprint, String claims, Instant now) {
        return new Statement(
                fingerprint,
                claims,
                StatementStatus.ACTIVE,
                now,
                Optional.of(now),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    public Statement judged(StatementStatus judgement, Optional<Evidence> why, boolean proven, Instant now) {
        return new Statement(
                fingerprint,
                claims,
                judgement,
                storedAt,
                Optional.of(now),
                status != StatementStatus.ACTIVE && judgement == StatementStatus.ACTIVE ? Optional.of(now) : restoredAt,
                why,
                revocationAnnounced,
                serviceProviderProven || proven);
    }

    public Statement announced(boolean asRevoked) {
        return new Statement(
                fingerprint,
                claims,
                status,
                storedAt,
                checkedAt,
                restoredAt,
                evidence,
                asRevoked,
                serviceProviderProven);
    }

    public boolean revoked() {
        return status == StatementStatus.REVOKED;
    }
}
