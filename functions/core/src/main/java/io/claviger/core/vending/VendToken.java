package io.claviger.core.vending;

import io.claviger.core.Pause;
import io.claviger.core.application.Application;
import io.claviger.core.application.Statement;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.instance.HeldToken;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Entry.Source;
import io.claviger.core.journal.Journal;
import io.claviger.core.refresh.RefreshPolicy;
import io.claviger.core.refresh.RefreshQueue;
import io.claviger.core.refresh.RefreshToken;
import io.claviger.core.refresh.RefreshToken.RefreshResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Hands out a valid token: from memory, else from the store, else from the authorization server. A fresh token is handed out;
 * a stale one, too, while its refresh is under way; only for an expired one does a caller wait.
 */
public final class VendToken {
    private final Instances instances;
    private final RefreshToken refreshToken;
    private final RefreshQueue queue;
    private final TokenCache memory;
    private final Journal journal;
    private final RefreshPolicy policy;
    private final Pause pause;
    private final InstantSource clock;

    public VendToken(
            Instances instances,
            RefreshToken refreshToken,
            RefreshQueue queue,
            TokenCache memory,
            Journal journal,
            RefreshPolicy policy,
            Pause pause,
            InstantSource clock) {
        this.instances = instances;
        this.refreshToken = refreshToken;
        this.queue = queue;
        this.memory = memory;
        this.journal = journal;
        this.policy = policy;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * @param minTtl how long the token must still be valid, zero or more
     * @param caller the device that asks, as far as it is known
     */
    public VendResult vend(InstanceKey key, Duration minTtl, Device caller) {
        Instant now = clock.instant();
        Optional<HeldToken> remembered = memory.recall(key).filter(token -> lasts(token, minTtl, now));
        if (remembered.isPresent()) {
            return vended(key, remembered.get(), Source.MEMORY);
        }
        Instant giveUpAt = now.plus(policy.maxWait());
        while (true) {
            Instant readAt = clock.instant();
            InstanceSnapshot snapshot = instances.read(key);
            Optional<VendResult> settled = from(snapshot, minTtl, caller, readAt);
            if (settled.isPresent()) {
                return settled.get();
            }
            if (!clock.instant().isBefore(giveUpAt)) {
                return unavailable("refresh_under_way", giveUpAt);
            }
            pause.pause(policy.poll());
        }
    }

    /** Empty where somebody else's work has to be waited for. */
    private Optional<VendResult> from(InstanceSnapshot snapshot, Duration minTtl, Device caller, Instant readAt) {
        Optional<Instance> found = snapshot.instance();
        if (snapshot.application().isEmpty() || found.isEmpty()) {
            return Optional.of(new VendResult.NoSuchInstance());
        }
        if (revoked(snapshot.application().get(), found.get())) {
            return Optional.of(new VendResult.StatementRevoked());
        }
        return switch (found.get().registration()) {
            case Registration.Active _, Registration.Suspect _ -> fromWorking(found.get(), minTtl, caller, readAt);
            case Registration.Attempt _ -> Optional.of(new VendResult.RegistrationInProgress());
            case Registration.Quarantined _ -> Optional.of(new VendResult.CredentialsRejected());
            case Registration.Deregistered _ -> Optional.of(new VendResult.NoSuchInstance());
        };
    }

    private Optional<VendResult> fromWorking(Instance instance, Duration minTtl, Device caller, Instant readAt) {
        Instant now = clock.instant();
        Optional<HeldToken> lasting = instance.token().filter(token -> lasts(token, minTtl, now));
        if (lasting.isPresent()) {
            return handOut(instance, lasting.get(), minTtl, caller, readAt);
        }
        Optional<HeldToken> shortLived =
                instance.token().filter(token -> now.isBefore(token.refreshAfter()) && tooShort(token, minTtl));
        if (shortLived.isPresent()) {
            return Optional.of(new VendResult.LifetimeTooShort(shortLived.get().lifetime()));
        }
        return switch (refreshToken.refresh(instance.vendedTo(caller, now))) {
            case RefreshResult.Refreshed(Instance refreshed) ->
                refreshed.token().map(token -> received(refreshed, token, minTtl, readAt));
            case RefreshResult.UnderWay _ -> Optional.empty();
            case RefreshResult.CoolingDown(Instant until)
            when instance.refreshState().failures() == 0 && until.isBefore(readAt.plus(policy.maxWait())) ->
                Optional.empty(); // until the token ends that the authorization server hands out again
            case RefreshResult.CoolingDown(Instant until) ->
                Optional.of(new VendResult.Unavailable(instance.refreshState().reasonToCoolDown(), until));
            case RefreshResult.Failed(Failure failure, Instant retryAt) ->
                Optional.of(new VendResult.Unavailable(failure, retryAt));
            case RefreshResult.CredentialsRefused(Instant retryAt) ->
                Optional.of(unavailable("credentials_refused", retryAt));
        };
    }

    /** Empty where the bookkeeping took so long that the token does not last any more. */
    private Optional<VendResult> handOut(
            Instance instance, HeldToken token, Duration minTtl, Device caller, Instant readAt) {
        boolean stale = !readAt.isBefore(token.refreshAfter());
        if (stale
                && !instance.refreshState().leased(readAt)
                && !instance.refreshState().coolingDown(readAt)) {
            queue.submit(List.of(instance.key()));
        }
        Instance vended = instance.vendedTo(caller, readAt);
        if (worthNoting(instance, vended, readAt)) {
            instances.store(vended);
        }
        memory.remember(instance.key(), token, readAt);
        return lasts(token, minTtl, clock.instant())
                ? Optional.of(vended(instance.key(), token, Source.STORE))
                : Optional.empty();
    }

    /**
     * What was received may be the token held before, handed out again by the authorization server with little left of it. As
     * its times are this process's own, all that is left of it counts.
     */
    private VendResult received(Instance refreshed, HeldToken token, Duration minTtl, Instant readAt) {
        if (tooShort(token, minTtl)) {
            return new VendResult.LifetimeTooShort(token.lifetime());
        }
        if (token.left(clock.instant()).compareTo(minTtl) <= 0) {
            return unavailable(
                    "token_not_renewed",
                    refreshed.refreshState().coolDownUntil().orElse(token.refreshAfter()));
        }
        memory.remember(refreshed.key(), token, readAt);
        return vended(refreshed.key(), token, Source.REFRESHED);
    }

    private static VendResult unavailable(String reason, Instant retryAt) {
        return new VendResult.Unavailable(Failure.Unavailable.unsent(reason), retryAt);
    }

    private VendResult vended(InstanceKey key, HeldToken token, Source source) {
        Instant now = clock.instant();
        journal.note(new Entry.TokenVended(key, source, Duration.between(token.issuedAt(), now), token.left(now)));
        return new VendResult.Vended(token);
    }

    /** Valid for so long even if the clock of the process that received it is ahead. */
    private boolean lasts(HeldToken token, Duration minTtl, Instant now) {
        return token.left(now).compareTo(minTtl.plus(token.unsure(policy.clockSkew()))) > 0;
    }

    /** A token of a kind that never lives as long as is asked: a new one would not help. */
    private boolean tooShort(HeldToken token, Duration minTtl) {
        return token.lifetime().compareTo(minTtl.plus(token.unsure(policy.clockSkew()))) <= 0;
    }

    private static boolean revoked(Application application, Instance instance) {
        return application
                .statement(instance.statement())
                .filter(Statement::revoked)
                .isPresent();
    }

    /** Whether this vend has to be written down: the device moved, the sweep does not know the instance, or an hour passed. */
    private boolean worthNoting(Instance before, Instance vended, Instant now) {
        Instant anHourAgo = now.minus(policy.activeWindow().dividedBy(24));
        return !before.device().equals(vended.device())
                || !before.refreshState().dueAt().equals(vended.refreshState().dueAt())
                || before.refreshState()
                        .lastVendedAt()
                        .filter(anHourAgo::isBefore)
                        .isEmpty();
    }
}
