package io.claviger.core.revocation;

import io.claviger.core.Identifiers;
import io.claviger.core.Poller;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Lease;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.ports.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Lets one check of a statement at a time use its canary. */
final class CanaryLease {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Instances instances;
    private final Journal journal;
    private final Identifiers identifiers;
    private final Poller poller;
    private final InstantSource clock;

    CanaryLease(Instances instances, Journal journal, Platform platform) {
        this.instances = instances;
        this.journal = journal;
        this.identifiers = platform.identifiers();
        this.poller = new Poller(platform.pause(), platform.clock());
        this.clock = platform.clock();
    }

    /**
     * Runs a check under the lease, or does nothing if the statement has no canary. Waits for the lease for at most
     * twice its duration.
     *
     * @return false if other checks held the lease all that time
     */
    boolean run(ApplicationId id, StatementFingerprint fingerprint, Runnable check) {
        InstanceKey key = InstanceKey.canaryOf(id, fingerprint);
        String owner = identifiers.next();
        return poller.until(
                        LEASE.multipliedBy(2),
                        POLL,
                        () -> hadItsTurn(instances.read(key).instance(), owner, check))
                .isPresent();
    }

    /** Empty while another check holds the lease. */
    private Optional<Boolean> hadItsTurn(Optional<Instance> canary, String owner, Runnable check) {
        if (canary.isPresent() && !take(canary.get(), owner)) {
            return Optional.empty();
        }
        canary.ifPresent(leased -> Tasks.runAll(List.of(check, () -> release(leased.key(), owner))));
        return Optional.of(true);
    }

    private boolean take(Instance canary, String owner) {
        Instant now = clock.instant();
        boolean taken = !canary.refreshState().leased(now)
                && instances
                        .store(canary.leasedTo(new Lease(owner, now.plus(LEASE))))
                        .isPresent();
        if (taken) {
            // A check that did not release its lease may have died while it registered a new canary.
            canary.refreshState()
                    .lease()
                    .ifPresent(dead ->
                            journal.note(new Entry.ClientPossiblyLeftBehind(canary.key(), dead.owner(), "check_died")));
        }
        return taken;
    }

    private void release(InstanceKey key, String owner) {
        instances.update(
                key, current -> current.isLeasedTo(owner) ? Optional.of(current.released()) : Optional.empty());
    }
}
