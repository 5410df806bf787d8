package io.claviger.api;

import java.time.Duration;
import java.util.Optional;

/**
 * An error as the caller sees it (RFC 9457).
 *
 * @param detail what is wrong with this request; names members and rules, never repeats a value
 * @param retryAfter how long to wait before trying again
 */
public record Problem(ProblemCode code, String detail, Optional<Duration> retryAfter) {

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, Optional.empty());
    }

    public static Problem retry(ProblemCode code, String detail, Duration after) {
        return new Problem(code, detail, Optional.of(after));
    }

    /** Also for whatever the caller may not see, so that nobody learns what exists. */
    public static Problem notFound() {
        return of(ProblemCode.NOT_FOUND, "There is nothing here for you.");
    }

    /** Another call is registering the same thing, taking it out of service or bringing it back. */
    public static Problem registrationInProgress() {
        return retry(
                ProblemCode.REGISTRATION_IN_PROGRESS,
                "Another call is registering, deregistering or restoring it just now; ask again in a moment.",
                Duration.ofSeconds(2));
    }

    /** The tables or the vault failed, for a moment or until somebody mends them; every call may be repeated. */
    public static Problem storageUnavailable(Duration after) {
        return retry(
                ProblemCode.STORAGE_UNAVAILABLE,
                "Trying again does no harm; if it goes on, operators find the reason in the log.",
                after);
    }

    /** {@code Retry-After} in whole seconds (RFC 9110 section 10.2.3), rounded up, at least one. */
    public Optional<String> retryAfterSeconds() {
        return retryAfter.map(wait ->
                Long.toString(Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds())));
    }
}
