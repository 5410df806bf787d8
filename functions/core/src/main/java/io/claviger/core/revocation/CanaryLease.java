package io.claviger.core.revocation;

import io.claviger.core.Identifiers;
import io.claviger.core.Poller;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.ports.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets one check of a statement at a time use its canary. */
final class CanaryLease {
    private static final Duration LEASE = Duration.ofMinutes(1);

    /** Longer than a pause, the wait for a turn, a call to Adobe and a write to the vault together. */
    private static final Duration MIN_LEFT = Duration.ofSeconds(45);

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

    /** A check's lease. */
    interface Renewal {
        /** Call it before each upstream call. @return false if another check took the lease over */
        boolean renew();
    }

    /**
     * Runs a check under the lease, which lies in the canary's item; makes that item anew if it is lost. Waits for the
     * lease for at most twice its duration.
     *
     * @return false if other checks held the lease all that time
     */
    boolean run(ApplicationId id, StatementFingerprint fingerprint, Consumer<Renewal> check) {
        InstanceKey key = InstanceKey.canaryOf(id, fingerprint);
        String owner = identifiers.next();
        return poller.until(
                        LEASE.multipliedBy(2),
                        POLL,
                        () -> hadItsTurn(readOrBegin(key, fingerprint, owner), owner, check))
                .isPresent();
    }

    /** The canary's item, or a new one, not stored yet, for a canary that nobody registers at the moment. */
    private Instance readOrBegin(InstanceKey key, StatementFingerprint fingerprint, String owner) {
        return instances.find(key).orElseGet(() -> {
            Attempt lost = new Attempt(owner, Instant.EPOCH, Optional.empty(), Optional.empty());
            Optional<RedirectUri> redirectUri =
                    instances.read(key).application().flatMap(Application::redirectUri);
            return Instance.begun(key, lost, fingerprint, redirectUri, Device.CLAVIGER, clock.instant());
        });
    }

    /** Empty while another check holds the lease, or another process registers the canary. */
    private Optional<Boolean> hadItsTurn(Instance canary, String owner, Consumer<Renewal> check) {
        if (!take(canary, owner)) {
            return Optional.empty();
        }
        Tasks.runAll(List.of(() -> check.accept(() -> renew(canary.key(), owner)), () -> release(canary.key(), owner)));
        return Optional.of(true);
    }

    private boolean take(Instance canary, String owner) {
        Instant now = clock.instant();
        boolean registering = canary.registration() instanceof Attempt attempt && now.isBefore(attempt.leaseUntil());
        boolean taken = !registering
                && !canary.refreshState().leased(now)
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

    private boolean renew(InstanceKey key, String owner) {
        Instant now = clock.instant();
        Optional<Instance> mine = instances.find(key).filter(canary -> canary.isLeasedTo(owner));
        boolean lasts = mine.filter(canary -> canary.refreshState().leased(now.plus(MIN_LEFT)))
                .isPresent();
        return lasts
                || instances
                        .update(
                                key,
                                current -> current.isLeasedTo(owner)
                                        ? Optional.of(current.leasedTo(
                                                new Lease(owner, clock.instant().plus(LEASE))))
                                        : Optional.empty())
                        .isPresent();
    }

    private void release(InstanceKey key, String owner) {
        instances.update(
                key, current -> current.isLeasedTo(owner) ? Optional.of(current.released()) : Optional.empty());
    }
}
