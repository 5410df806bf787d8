package io.claviger.core.instance;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.PastFailure;
import java.time.Instant;
import java.util.Optional;

/**
 * The bookkeeping around an instance's calls to the authorization server.
 *
 * @param lease who refreshes the token now
 * @param failures calls that failed in a row
 * @param lastFailure why the last of them did
 * @param coolDownUntil before then no call is made for this instance
 * @param lastVendedAt when its token was last handed out, at a coarse grain
 * @param tokenRejectedAt when an app's report last took its token away
 * @param dueAt when the sweep is to have the token refreshed; empty keeps the instance out of the sweep
 */
public record RefreshState(
        Optional<Lease> lease,
        int failures,
        Optional<PastFailure> lastFailure,
        Optional<Instant> coolDownUntil,
        Optional<Instant> lastVendedAt,
        Optional<Instant> tokenRejectedAt,
        Optional<Instant> dueAt) {

    public static final RefreshState NONE = new RefreshState(
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public boolean leased(Instant now) {
        return lease.filter(held -> now.isBefore(held.until())).isPresent();
    }

    public boolean coolingDown(Instant now) {
        return coolDownUntil.filter(now::isBefore).isPresent();
    }

    /** What to tell those for whom no call is made before the cool-down ends. */
    public Failure reasonToCoolDown() {
        return lastFailure.map(PastFailure::again).orElseGet(() -> Failure.Unavailable.unsent("cooling_down"));
    }

    /** As at the beginning, but that a report which took a token away is still followed by peace. */
    RefreshState afresh() {
        return new RefreshState(
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                tokenRejectedAt,
                Optional.empty());
    }

    RefreshState withLease(Lease taken) {
        return new RefreshState(
                Optional.of(taken), failures, lastFailure, coolDownUntil, lastVendedAt, tokenRejectedAt, dueAt);
    }

    RefreshState withoutLease() {
        return new RefreshState(
                Optional.empty(), failures, lastFailure, coolDownUntil, lastVendedAt, tokenRejectedAt, dueAt);
    }

    /** After a call that succeeded: no lease, no failures. */
    RefreshState succeeded(Optional<Instant> nextCallNotBefore, Instant due) {
        return new RefreshState(
                Optional.empty(),
                0,
                Optional.empty(),
                nextCallNotBefore,
                lastVendedAt,
                tokenRejectedAt,
                Optional.of(due));
    }

    /** After a call that failed: no lease, one more failure, and peace until the cool-down ends. */
    RefreshState failed(Failure failure, Instant coolDown) {
        return new RefreshState(
                Optional.empty(),
                failures + 1,
                Optional.of(PastFailure.of(failure)),
                Optional.of(coolDown),
                lastVendedAt,
                tokenRejectedAt,
                dueAt.map(_ -> coolDown));
    }

    /** One that was left alone is due again, but not since before it was asked for. */
    RefreshState vended(Instant now, Optional<Instant> due) {
        Optional<Instant> dueAgain = due.map(at -> at.isBefore(now) ? now : at);
        return new RefreshState(
                lease,
                failures,
                lastFailure,
                coolDownUntil,
                Optional.of(now),
                tokenRejectedAt,
                dueAt.or(() -> dueAgain));
    }

    RefreshState parked() {
        return new RefreshState(
                lease, failures, lastFailure, coolDownUntil, lastVendedAt, tokenRejectedAt, Optional.empty());
    }

    /** Without failures a cool-down only waits for the token that was rejected to end, and is void. */
    RefreshState tokenRejected(Instant now) {
        return new RefreshState(
                lease,
                failures,
                lastFailure,
                coolDownUntil.filter(_ -> failures > 0),
                lastVendedAt,
                Optional.of(now),
                Optional.empty());
    }
}
