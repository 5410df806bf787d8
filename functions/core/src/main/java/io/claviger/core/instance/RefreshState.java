package io.claviger.core.instance;

import io.claviger.core.authorizationserver.Device;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of an instance's calls to the authorization server.
 *
 * @param lease the right to refresh, deregister or, for a canary, check: of a process at work, or of one that died
 * @param failures how many calls failed in a row
 * @param lastFailure why the last of them failed
 * @param coolDownUntil until when no call is made for this instance
 * @param lastVendedAt when its token was last handed out; the real time may be up to a 24th of the active window later
 * @param tokenRejectedAt when an app's report last removed its token
 * @param dueAt when the sweep has the token refreshed; empty keeps the instance out of the sweep
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

    /** What callers are told during the cool-down: without failures, it waits for a token to be renewed. */
    public CallFailure reasonToCoolDown() {
        return lastFailure
                .map(PastFailure::toFailure)
                .orElseGet(() -> new CallFailure.NoNewToken(CallFailure.NoNewToken.Reason.TOKEN_NOT_RENEWED));
    }

    /** Resets the state, and keeps the minimum interval after a rejected-token report and, if told so, the lease. */
    RefreshState reset(boolean keepsLease) {
        return new RefreshState(
                lease.filter(_ -> keepsLease),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                tokenRejectedAt,
                Optional.empty());
    }

    RefreshState withLease(Lease taken) {
        return with(Optional.of(taken), coolDownUntil, dueAt);
    }

    RefreshState withoutLease() {
        return with(Optional.empty(), coolDownUntil, dueAt);
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

    /** After a call that failed: no lease, one more failure, and a cool-down. */
    RefreshState failed(CallFailure failure, Instant coolDown) {
        boolean early = failures > 0 && coolDownUntil.isEmpty();
        return new RefreshState(
                Optional.empty(),
                failures + 1,
                Optional.of(PastFailure.of(failure, early)),
                Optional.of(coolDown),
                lastVendedAt,
                tokenRejectedAt,
                dueAt.map(_ -> coolDown));
    }

    /** After a vend: an instance that was out of the sweep is due again, at {@code now} at the earliest. */
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

    /**
     * Ends a cool-down whose cause has changed: a refused header, or an address that was called from too often. The next
     * cool-down then runs to its end, so that a device that changes with each call does not make a call with each.
     */
    RefreshState changingDevice(Device before, Device after) {
        boolean changed = lastFailure
                .filter(failure -> !failure.early())
                .filter(failure -> switch (failure.kind()) {
                    case REQUEST_REFUSED -> !before.info().equals(after.info());
                    case THROTTLED -> !before.ip().equals(after.ip());
                    case UNAVAILABLE, UNINTELLIGIBLE -> false;
                })
                .isPresent();
        return with(lease, coolDownUntil.filter(_ -> !changed), dueAt);
    }

    /** In the sweep at a later time. */
    RefreshState postponed(Instant until) {
        return with(lease, coolDownUntil, Optional.of(until));
    }

    /** Out of the sweep. */
    RefreshState parked() {
        return with(lease, coolDownUntil, Optional.empty());
    }

    /** Without failures, a cool-down only waits for the end of the token that was rejected, so it ends, too. */
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

    private RefreshState with(Optional<Lease> newLease, Optional<Instant> newCoolDown, Optional<Instant> newDue) {
        return new RefreshState(newLease, failures, lastFailure, newCoolDown, lastVendedAt, tokenRejectedAt, newDue);
    }
}
