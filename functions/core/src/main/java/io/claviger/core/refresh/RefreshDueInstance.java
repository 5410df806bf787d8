package io.claviger.core.refresh;

import io.claviger.core.Pause;
import io.claviger.core.application.Application;
import io.claviger.core.application.Statement;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Refreshes one instance that the sweep found due. Being asked twice, late or for nothing does no harm: whatever is not due
 * any more is left as it is, and whatever cannot be done now is found again by the next sweep.
 */
public final class RefreshDueInstance {
    private final Instances instances;
    private final RefreshToken refreshToken;
    private final DevicePacing pacing;
    private final Duration maxWait;
    private final RefreshPolicy policy;
    private final Pause pause;
    private final InstantSource clock;

    /** @param maxWait how long to wait at most for a free place in a device's pace */
    public RefreshDueInstance(
            Instances instances,
            RefreshToken refreshToken,
            DevicePacing pacing,
            Duration maxWait,
            RefreshPolicy policy,
            Pause pause,
            InstantSource clock) {
        this.instances = instances;
        this.refreshToken = refreshToken;
        this.pacing = pacing;
        this.maxWait = maxWait;
        this.policy = policy;
        this.pause = pause;
        this.clock = clock;
    }

    /** What became of it. */
    public enum Outcome {
        /** A call was made, well or in vain. */
        ASKED,
        /** Not due any more, or under way elsewhere. */
        NOT_DUE,
        /** Not worth keeping fresh: idle, quarantined, or its statement revoked. */
        PARKED,
        /** Its device has been spoken for too often just now. */
        PACED
    }

    public Outcome refresh(InstanceKey key) {
        InstanceSnapshot snapshot = instances.read(key);
        Instant now = clock.instant();
        Optional<Instance> due = snapshot.instance()
                .filter(instance -> instance.refreshState()
                        .dueAt()
                        .filter(at -> !at.isAfter(now))
                        .isPresent());
        if (due.isEmpty()) {
            return Outcome.NOT_DUE;
        }
        if (!worthRefreshing(due.get(), snapshot.application(), now)) {
            instances.store(due.get().parked());
            return Outcome.PARKED;
        }
        Optional<Duration> place = pacing.reserve(due.get().device().ip(), maxWait);
        if (place.isEmpty()) {
            return Outcome.PACED;
        }
        if (place.get().isPositive()) {
            pause.pause(place.get());
        }
        return switch (refreshToken.refresh(due.get())) {
            case RefreshToken.RefreshResult.Refreshed _,
                    RefreshToken.RefreshResult.Failed _,
                    RefreshToken.RefreshResult.CredentialsRefused _ -> Outcome.ASKED;
            case RefreshToken.RefreshResult.UnderWay _, RefreshToken.RefreshResult.CoolingDown _ -> Outcome.NOT_DUE;
        };
    }

    private boolean worthRefreshing(Instance instance, Optional<Application> application, Instant now) {
        boolean revoked = application
                .flatMap(owner -> owner.statement(instance.statement()))
                .filter(Statement::revoked)
                .isPresent();
        boolean idle = instance.refreshState()
                .lastVendedAt()
                .filter(at -> at.plus(policy.activeWindow()).isAfter(now))
                .isEmpty();
        boolean working = switch (instance.registration()) {
            case Registration.Active _, Registration.Suspect _ -> true;
            case Registration.Attempt _, Registration.Quarantined _, Registration.Deregistered _ -> false;
        };
        return application.isPresent() && working && !revoked && !idle;
    }
}
