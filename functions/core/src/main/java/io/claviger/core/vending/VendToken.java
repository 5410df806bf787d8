package io.claviger.core.vending;

import io.claviger.core.Poller;
import io.claviger.core.application.StatusCache;
import io.claviger.core.application.StatusCache.KnownStatus;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.CallFailure.NoNewToken;
import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.RefreshQueue;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.TokenState;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Entry.Source;
import io.claviger.core.ports.Platform;
import io.claviger.core.ports.Signals;
import io.claviger.core.refresh.RefreshPolicy;
import io.claviger.core.refresh.RefreshToken;
import io.claviger.core.refresh.RefreshToken.RefreshResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Hands out a valid token: from the cache, else from the store, else from the authorization server. A FRESH token is
 * handed out. A STALE token is handed out, too, and its refresh is queued. Only where the token is EXPIRED, or will be
 * before the requested time, does the caller wait for a refresh.
 */
public final class VendToken {
    private static final Duration MIN_USE = Duration.ofMinutes(1);

    private final Instances instances;
    private final StatusCache statuses;
    private final RefreshToken refreshToken;
    private final RefreshQueue queue;
    private final TokenCache tokenCache;
    private final BestEffort bestEffort;
    private final RefreshPolicy policy;
    private final Poller poller;
    private final InstantSource clock;

    /**
     * A caller's request, and when its vend looked.
     *
     * @param admission asked for each state of the instance that is read
     * @param readAt when the read of the instance began
     * @param statusReadAt when the read of its application's status began; before {@code readAt}
     */
    private record Request(Admission admission, Duration minTtl, Device caller, Instant readAt, Instant statusReadAt) {}

    public VendToken(
            Instances instances,
            StatusCache statuses,
            Signals signals,
            RefreshToken refreshToken,
            TokenCache tokenCache,
            RefreshPolicy policy,
            Platform platform) {
        this.instances = instances;
        this.statuses = statuses;
        this.refreshToken = refreshToken;
        this.queue = signals.refreshQueue();
        this.tokenCache = tokenCache;
        this.bestEffort = new BestEffort(signals.journal());
        this.policy = policy;
        this.poller = new Poller(platform.pause(), platform.clock());
        this.clock = platform.clock();
    }

    /**
     * @param admission verifies a device's signature with the instance's keys
     * @param minTtl how long the token must still be valid, zero or more
     * @param caller what is known of the calling device
     */
    public VendResult vend(InstanceKey key, Admission admission, Duration minTtl, Device caller) {
        Instant now = clock.instant();
        Optional<InstanceToken> cached = tokenCache.find(key, admission).filter(token -> lasts(token, minTtl, now));
        if (cached.isPresent()) {
            return vended(key, cached.get(), Source.MEMORY);
        }
        return poller.until(policy.maxWait(), policy.poll(), () -> {
                    Optional<KnownStatus> status = statuses.find(key.application());
                    Instant readAt = clock.instant();
                    return status.map(known ->
                                    from(key, known, new Request(admission, minTtl, caller, readAt, known.readAt())))
                            .orElseGet(() -> Optional.of(noSuchInstance(admission)));
                })
                .orElseGet(() -> noNewToken(NoNewToken.Reason.REFRESH_UNDER_WAY, now.plus(policy.maxWait())));
    }

    /** Empty while another process refreshes the token. */
    private Optional<VendResult> from(InstanceKey key, KnownStatus application, Request request) {
        Optional<Instance> found = instances.find(key);
        if (found.isEmpty()) {
            return Optional.of(noSuchInstance(request.admission()));
        }
        Instance instance = found.get();
        if (!request.admission().admits(instance.enrolment().keys())) {
            return Optional.of(new VendResult.NotAdmitted());
        }
        if (application.status().isRevoked(instance.statement())) {
            return Optional.of(new VendResult.StatementRevoked());
        }
        return switch (instance.registration()) {
            case Registration.Active _, Registration.Suspect _ -> fromWorking(instance, request);
            case Registration.Unregistered _ -> Optional.of(new VendResult.NoSuchInstance());
            case Registration.Attempt _ -> Optional.of(new VendResult.RegistrationInProgress());
            case Registration.Quarantined _ -> Optional.of(new VendResult.Quarantined());
            case Registration.Deregistered _ -> Optional.of(new VendResult.NoSuchInstance());
        };
    }

    private Optional<VendResult> fromWorking(Instance instance, Request request) {
        Instant now = clock.instant();
        Optional<InstanceToken> lasting = instance.token().filter(token -> lasts(token, request.minTtl(), now));
        if (lasting.isPresent()) {
            return handOut(instance, lasting.get(), request);
        }
        Optional<InstanceToken> shortLived = instance.token()
                .filter(token -> token.state(now) == TokenState.FRESH && tooShort(token, request.minTtl()));
        if (shortLived.isPresent()) {
            return Optional.of(new VendResult.LifetimeTooShort(shortLived.get().lifetime()));
        }
        return switch (refreshToken.refresh(instance.vendedTo(request.caller(), now))) {
            case RefreshResult.Refreshed(Instance refreshed) ->
                refreshed.token().map(token -> received(refreshed, token, request));
            case RefreshResult.UnderWay _ -> Optional.empty();
            case RefreshResult.Superseded(Optional<Instance> current) ->
                current.flatMap(newer -> fromNewer(newer, request));
            case RefreshResult.CoolingDown(Instant until)
            when instance.refreshState().failures() == 0
                    && until.isBefore(request.readAt().plus(policy.maxWait())) ->
                Optional.empty(); // wait for the end of a token that the authorization server issues repeatedly
            case RefreshResult.CoolingDown(Instant until) ->
                Optional.of(VendResult.withoutToken(
                        instance, instance.refreshState().reasonToCoolDown(), until));
            case RefreshResult.Failed(CallFailure failure, Instant retryAt) ->
                Optional.of(new VendResult.Unavailable(failure, retryAt));
            case RefreshResult.CredentialsRefused(Instant retryAt) ->
                Optional.of(VendResult.withoutToken(
                        instance, new NoNewToken(NoNewToken.Reason.CREDENTIALS_REFUSED), retryAt));
        };
    }

    /** Hands out the token that another process received meanwhile; empty if there is none that lasts. */
    private Optional<VendResult> fromNewer(Instance newer, Request request) {
        Instant now = clock.instant();
        return newer.token()
                .filter(token -> newer.registration().isWorking() && lasts(token, request.minTtl(), now))
                .flatMap(token -> handOut(newer, token, request));
    }

    /** Empty if storing the vend took so long that the token no longer lasts. */
    private Optional<VendResult> handOut(Instance instance, InstanceToken token, Request request) {
        Instant readAt = request.readAt();
        if (token.state(readAt) == TokenState.STALE
                && !instance.refreshState().leased(readAt)
                && !instance.refreshState().coolingDown(readAt)
                && instance.refreshState().dueAt().filter(readAt::isBefore).isEmpty()) {
            DueInstance due = new DueInstance(instance.key(), readAt);
            bestEffort.attempt(instance.key(), "queue_refresh", () -> queue.submit(List.of(due)));
        }
        Instance vended = instance.vendedTo(request.caller(), readAt);
        if (worthStoring(instance, vended, readAt)) {
            bestEffort.attempt(instance.key(), "store_vend", () -> instances.store(vended));
        }
        tokenCache.put(instance, token, request.statusReadAt());
        return lasts(token, request.minTtl(), clock.instant())
                ? Optional.of(vended(instance.key(), token, Source.STORE))
                : Optional.empty();
    }

    /**
     * The received token may be the previous one, which the authorization server issued again shortly before its
     * expiry. This process measured the token's times itself, so it needs no safety margin.
     */
    private VendResult received(Instance refreshed, InstanceToken token, Request request) {
        Duration minTtl = request.minTtl();
        if (tooShort(token, minTtl)) {
            return new VendResult.LifetimeTooShort(token.lifetime());
        }
        if (token.left(clock.instant()).compareTo(minTtl) <= 0) {
            return noNewToken(
                    NoNewToken.Reason.TOKEN_NOT_RENEWED,
                    refreshed.refreshState().coolDownUntil().orElse(token.refreshAfter()));
        }
        tokenCache.put(refreshed, token, request.statusReadAt());
        return vended(refreshed.key(), token, Source.REFRESHED);
    }

    /** A device learns no more than that its key opens nothing. */
    private static VendResult noSuchInstance(Admission admission) {
        return admission.admits(List.of()) ? new VendResult.NoSuchInstance() : new VendResult.NotAdmitted();
    }

    private static VendResult noNewToken(NoNewToken.Reason reason, Instant retryAt) {
        return new VendResult.Unavailable(new NoNewToken(reason), retryAt);
    }

    private VendResult vended(InstanceKey key, InstanceToken token, Source source) {
        Instant now = clock.instant();
        bestEffort.note(new Entry.TokenVended(key, source, Duration.between(token.issuedAt(), now), token.left(now)));
        return new VendResult.Vended(token);
    }

    /** Whether it is valid for that time even if the clock of the process that received it is ahead. */
    private boolean lasts(InstanceToken token, Duration minTtl, Instant now) {
        return token.left(now).compareTo(minTtl.plus(token.safetyMargin(policy.clockSkew()))) > 0;
    }

    /**
     * Whether even a new token of this lifetime would not last as long as requested, or only for a moment: such a
     * request, repeated, would bring a new token each time. A token lasts as requested for at least a minute, or a
     * tenth of a life that is shorter than ten minutes.
     */
    private boolean tooShort(InstanceToken token, Duration minTtl) {
        Duration tenth = token.lifetime().dividedBy(10);
        Duration useful = tenth.compareTo(MIN_USE) < 0 ? tenth : MIN_USE;
        return token.lifetime()
                        .compareTo(minTtl.plus(token.safetyMargin(policy.clockSkew()))
                                .plus(useful))
                <= 0;
    }

    /**
     * Whether to store this vend: the device changed, the sweep does not know the instance, or the stored time is old.
     */
    private boolean worthStoring(Instance before, Instance vended, Instant now) {
        Instant oldest = now.minus(policy.lastVendedPrecision());
        return !before.device().equals(vended.device())
                || !before.refreshState().dueAt().equals(vended.refreshState().dueAt())
                || before.refreshState().lastVendedAt().filter(oldest::isBefore).isEmpty();
    }
}
