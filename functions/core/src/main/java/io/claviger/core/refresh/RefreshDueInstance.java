package io.claviger.core.refresh;

import io.claviger.core.application.StatusCache;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.Instances;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.pacing.Pacer;
import io.claviger.core.refresh.RefreshToken.RefreshResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Refreshes the token of one instance that the sweep found due. The queue may deliver a key twice or late: an instance
 * that is no longer due stays as it is, and a sweep finds again what cannot be refreshed now.
 */
public final class RefreshDueInstance {
    private final Instances instances;
    private final StatusCache statuses;
    private final RefreshToken refreshToken;
    private final AuthorizationServer authorizationServer;
    private final Pacer pacer;
    private final RefreshPolicy policy;
    private final Journal journal;
    private final InstantSource clock;

    public RefreshDueInstance(
            Instances instances,
            StatusCache statuses,
            RefreshToken refreshToken,
            AuthorizationServer authorizationServer,
            Pacer pacer,
            RefreshPolicy policy,
            Journal journal,
            InstantSource clock) {
        this.instances = instances;
        this.statuses = statuses;
        this.refreshToken = refreshToken;
        this.authorizationServer = authorizationServer;
        this.pacer = pacer;
        this.policy = policy;
        this.journal = journal;
        this.clock = clock;
    }

    /** How the refresh of a queued key ended. */
    public enum Outcome {
        /** A call was made; it may have failed. */
        CALLED,
        /** No longer due, or another process refreshes it. */
        NOT_DUE,
        /** Out of the sweep until its next vend: idle, not registered, quarantined, or under a revoked statement. */
        PARKED,
        /** Left for a later sweep: too many calls were made for its device address just now, or no call may be made. */
        POSTPONED
    }

    public Outcome refresh(InstanceKey key) {
        if (authorizationServer.refusesCalls()) {
            // In an outage, the cool-downs of a whole fleet would write more than all its renewals.
            return Outcome.POSTPONED;
        }
        Optional<Instance> found = instances.find(key);
        Instant now = clock.instant();
        Optional<Instance> due = found.filter(instance ->
                instance.refreshState().dueAt().filter(at -> !at.isAfter(now)).isPresent());
        if (due.isEmpty()) {
            return Outcome.NOT_DUE;
        }
        if (!worthRefreshing(due.get(), now)) {
            instances.store(due.get().parked());
            return Outcome.PARKED;
        }
        if (!pacer.await(due.get().device().ip())) {
            postpone(due.get());
            return Outcome.POSTPONED;
        }
        return outcome(refreshToken.refresh(due.get()));
    }

    /**
     * Moves a refresh without a turn to its place, so that the sweep finds others meanwhile. Places reach as far as a
     * token lives: more instances than have a place are more than the address can carry.
     */
    private void postpone(Instance instance) {
        Duration latest = instance.token().map(InstanceToken::lifetime).orElse(TokenLifetime.DEFAULT_LIFE);
        Duration wait = pacer.place(instance.device().ip(), SweepDueInstances.INTERVAL, latest);
        Instant until = clock.instant().plus(wait);
        boolean pastExpiry = instance.token()
                .map(InstanceToken::expiresAt)
                .filter(until::isAfter)
                .isPresent();
        if (instances.store(instance.postponed(until)).isPresent()) {
            journal.note(new Entry.RefreshPostponed(instance.key(), wait, pastExpiry));
        }
    }

    private static Outcome outcome(RefreshResult result) {
        return switch (result) {
            case RefreshResult.Refreshed _,
                    RefreshResult.Superseded _,
                    RefreshResult.Failed _,
                    RefreshResult.CredentialsRefused _ -> Outcome.CALLED;
            case RefreshResult.UnderWay _, RefreshResult.CoolingDown _ -> Outcome.NOT_DUE;
        };
    }

    private boolean worthRefreshing(Instance instance, Instant now) {
        boolean statementGood = statuses.find(instance.key().application())
                .filter(known -> !known.status().isRevoked(instance.statement()))
                .isPresent();
        boolean idle = instance.refreshState()
                .lastVendedAt()
                .filter(at -> at.plus(policy.activeWindow()).isAfter(now))
                .isEmpty();
        return statementGood && instance.registration().isWorking() && !idle;
    }
}
