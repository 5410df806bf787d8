package io.claviger.api;

import java.time.Duration;
import java.util.Optional;

/**
 * An error as the caller sees it (RFC 9457).
 *
 * @param detail what is wrong and what to do next; names members and rules, and never shows a value
 * @param retryAfter how long to wait before trying again
 */
public record Problem(ProblemCode code, String detail, Optional<Duration> retryAfter) {

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, Optional.empty());
    }

    public static Problem retry(ProblemCode code, String detail, Duration after) {
        return new Problem(code, detail, Optional.of(after));
    }

    /** The same whether or not there is such an instance. */
    public static Problem notSigned() {
        return of(
                ProblemCode.UNAUTHENTICATED,
                "No key of the instance that the assertion names verifies it. If the key was revoked, enrol again.");
    }

    /** No token can be verified, because the identity provider's keys could not be fetched. */
    public static Problem identityProviderUnavailable() {
        return retry(
                ProblemCode.IDENTITY_PROVIDER_UNAVAILABLE,
                "The identity provider's keys could not be fetched. Repeat the request after Retry-After.",
                Duration.ofSeconds(5));
    }

    /** The caller exceeds its own limit; others are served. */
    public static Problem tooManyRequests(Duration after) {
        return retry(
                ProblemCode.TOO_MANY_REQUESTS,
                "This caller makes more requests a minute than the deployment allows it. Repeat the request after Retry-After.",
                after);
    }

    /** Also for ids that the caller may not see, so that an answer does not show which ids exist. */
    public static Problem notFound() {
        return of(
                ProblemCode.NOT_FOUND,
                "No such application or instance, or this caller may not see it. Register an instance with PUT before its"
                        + " first token; GET /v1/whoami shows who this caller is.");
    }

    /** Another call is registering, deregistering or restoring the same application or instance. */
    public static Problem registrationInProgress() {
        return retry(
                ProblemCode.REGISTRATION_IN_PROGRESS,
                "Another call is changing this registration. Repeat the request after Retry-After.",
                Duration.ofSeconds(2));
    }

    /** The tables or the vault failed. Every call may be repeated. */
    public static Problem storageUnavailable(Duration after) {
        return retry(
                ProblemCode.STORAGE_UNAVAILABLE,
                "Claviger's storage failed; the log has the reason. Repeat the request after Retry-After.",
                after);
    }

    /** {@code Retry-After} in whole seconds (RFC 9110 section 10.2.3), rounded up, at least one. */
    public Optional<String> retryAfterSeconds() {
        return retryAfter.map(wait ->
                Long.toString(Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds())));
    }
}
