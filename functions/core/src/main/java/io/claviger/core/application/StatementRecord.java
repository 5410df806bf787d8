package io.claviger.core.application;

import io.claviger.core.credentials.StatementFingerprint;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of a software statement; the statement itself is kept by {@link SoftwareStatements}.
 *
 * @param claims the statement's claims: the text of a JSON object
 * @param checkedAt when the last conclusive check began
 * @param checkBegunAt when the schedule last began a check; empty if it never did
 * @param restoredAt when a check last found it good after it was suspect or revoked; empty if it never was
 * @param evidence why the status is not {@link StatementStatus#ACTIVE}
 * @param revocationAnnounced whether the last published event about it says that it is revoked
 * @param serviceProviderProven whether the protected API ever accepted a token of this statement's canary: only then is
 *     a refusal of the service provider evidence against the statement
 */
public record StatementRecord(
        StatementFingerprint fingerprint,
        String claims,
        StatementStatus status,
        Instant storedAt,
        Optional<Instant> checkedAt,
        Optional<Instant> checkBegunAt,
        Optional<Instant> restoredAt,
        Optional<Evidence> evidence,
        boolean revocationAnnounced,
        boolean serviceProviderProven) {

    /** A statement that is stored for the first time, after the authorization server accepted it. */
    public static StatementRecord stored(StatementFingerprint fingerprint, String claims, Instant now) {
        return new StatementRecord(
                fingerprint,
                claims,
                StatementStatus.ACTIVE,
                now,
                Optional.of(now),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    /**
     * @param why empty for {@link StatementStatus#ACTIVE}
     * @param serviceProviderProven whether the protected API accepted the canary's token
     * @param at when the check began
     */
    public StatementRecord checked(
            StatementStatus found, Optional<Evidence> why, boolean serviceProviderProven, Instant at) {
        return new StatementRecord(
                fingerprint,
                claims,
                found,
                storedAt,
                Optional.of(at),
                checkBegunAt,
                status != StatementStatus.ACTIVE && found == StatementStatus.ACTIVE ? Optional.of(at) : restoredAt,
                why,
                revocationAnnounced,
                this.serviceProviderProven || serviceProviderProven);
    }

    /** The statement after an event about its revocation, or its restoration, was published. */
    public StatementRecord announced(boolean asRevoked) {
        return new StatementRecord(
                fingerprint,
                claims,
                status,
                storedAt,
                checkedAt,
                checkBegunAt,
                restoredAt,
                evidence,
                asRevoked,
                serviceProviderProven);
    }

    /** The statement of an application that got another service provider. */
    public StatementRecord withUnprovenServiceProvider() {
        return new StatementRecord(
                fingerprint,
                claims,
                status,
                storedAt,
                checkedAt,
                checkBegunAt,
                restoredAt,
                evidence,
                revocationAnnounced,
                false);
    }

    /** The statement whose check the schedule begins now. */
    public StatementRecord checkBegun(Instant now) {
        return new StatementRecord(
                fingerprint,
                claims,
                status,
                storedAt,
                checkedAt,
                Optional.of(now),
                restoredAt,
                evidence,
                revocationAnnounced,
                serviceProviderProven);
    }

    /** When the last check began, conclusive or not. */
    public Instant lastCheckAt() {
        return Stream.of(checkedAt, checkBegunAt)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(storedAt);
    }

    /** Whether the last check was conclusive. */
    public boolean decided() {
        return checkedAt.filter(lastCheckAt()::equals).isPresent();
    }

    public boolean active() {
        return status == StatementStatus.ACTIVE;
    }

    public boolean revoked() {
        return status == StatementStatus.REVOKED;
    }
}
