package io.claviger.core.refresh;

import io.claviger.core.Identifiers;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.Refusal;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.instance.TokenState;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.pacing.CoolDown;
import io.claviger.core.ports.Platform;
import io.claviger.core.ports.Signals;
import io.claviger.core.ports.Stores;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.StorageFailure.Reason;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Requests a new access token with an instance's stored credentials: one upstream call for all callers, under a lease,
 * and none during a cool-down. Reads credentials and never writes them.
 */
public final class RefreshToken {
    private final Instances instances;
    private final CredentialVault vault;
    private final AuthorizationServer authorizationServer;
    private final AuthorizationServer again;
    private final RevocationEvidence evidence;
    private final Journal journal;
    private final TokenLifetime lifetime;
    private final CoolDown coolDown;
    private final RefreshPolicy policy;
    private final Identifiers identifiers;
    private final InstantSource clock;

    /** @param again the authorization server for a request that is repeated with the proved header */
    public RefreshToken(
            Stores stores,
            Signals signals,
            AuthorizationServer authorizationServer,
            AuthorizationServer again,
            RefreshPolicy policy,
            Platform platform) {
        this.instances = stores.instances();
        this.vault = stores.vault();
        this.authorizationServer = authorizationServer;
        this.again = again;
        this.evidence = signals.revocationEvidence();
        this.journal = signals.journal();
        this.lifetime = new TokenLifetime(policy);
        this.coolDown = new CoolDown(platform.random());
        this.policy = policy;
        this.identifiers = platform.identifiers();
        this.clock = platform.clock();
    }

    /** Every result of a request for a new token. */
    public sealed interface RefreshResult {
        /** The instance holds a new token. */
        record Refreshed(Instance instance) implements RefreshResult {}

        /** Another process has the lease, or changed the instance meanwhile: read it again. */
        record UnderWay() implements RefreshResult {}

        /** Another process took the lease during the call and left {@code current}, if the instance still exists. */
        record Superseded(Optional<Instance> current) implements RefreshResult {}

        /** No call was made, and none is before {@code until}. */
        record CoolingDown(Instant until) implements RefreshResult {}

        /** The call failed, or could not be made; the next one is made at {@code retryAt} at the earliest. */
        record Failed(CallFailure failure, Instant retryAt) implements RefreshResult {}

        /** The authorization server refused the instance's credentials. */
        record CredentialsRefused(Instant retryAt) implements RefreshResult {}
    }

    /** @param instance as just read; changes to it are stored together with the lease */
    public RefreshResult refresh(Instance instance) {
        Instant now = clock.instant();
        if (instance.refreshState().leased(now)) {
            return new RefreshResult.UnderWay();
        }
        if (instance.refreshState().coolingDown(now)) {
            return new RefreshResult.CoolingDown(
                    instance.refreshState().coolDownUntil().orElse(now));
        }
        Lease lease = new Lease(identifiers.next(), now.plus(policy.lease()));
        return instances
                .store(instance.leasedTo(lease))
                .map(leased -> {
                    noteExpiry(leased, now);
                    return ask(leased, lease);
                })
                .orElseGet(RefreshResult.UnderWay::new);
    }

    private RefreshResult ask(Instance leased, Lease lease) {
        return switch (vault.find(leased.key())) {
            case StoredCredentials.Present(var client) -> ask(leased, lease, client.credentials());
            case StoredCredentials.PendingDeletion _, StoredCredentials.Absent _ ->
                fail(leased, lease, new CallFailure.Storage(StorageFailure.of(Reason.CREDENTIALS_NOT_IN_VAULT)));
            case StoredCredentials.Unreadable(StorageFailure failure) ->
                fail(leased, lease, new CallFailure.Storage(failure));
        };
    }

    private RefreshResult ask(Instance leased, Lease lease, ClientCredentials credentials) {
        Instant askedAt = clock.instant();
        if (!askedAt.isBefore(lease.until())) {
            return new RefreshResult.UnderWay();
        }
        TokenRequest request = TokenRequest.send(authorizationServer, again, credentials, leased.device());
        return switch (request.answer()) {
            case TokenAnswer.Issued issued ->
                lifetime.evaluate(leased.key(), issued, askedAt, leased.token())
                        .map(received -> accept(leased, lease, received, request.device()))
                        .orElseGet(() -> failCall(leased, lease, new Failure.Unintelligible("token_already_expired")));
            case TokenAnswer.ClientRefused(TokenAnswer.ClientRefused.Code code) -> refused(leased, lease, code);
            case TokenAnswer.Failed(Failure failure) -> failCall(leased, lease, failure);
        };
    }

    private RefreshResult accept(Instance leased, Lease lease, TokenLifetime.Received received, Device accepted) {
        Optional<Instant> nextCallNotBefore = received.nextCallNotBefore(clock.instant(), policy.clockSkew());
        return noted(
                leased,
                received.extended() ? "refreshed" : "same_token",
                settle(
                        leased,
                        lease,
                        instance -> instance.refreshed(received.token(), nextCallNotBefore)
                                .proved(leased.device(), accepted),
                        RefreshResult.Refreshed::new));
    }

    private RefreshResult refused(Instance leased, Lease lease, TokenAnswer.ClientRefused.Code code) {
        Instant now = clock.instant();
        Duration pause = coolDown.after(leased.refreshState().failures());
        Instant retryAt = now.plus(pause);
        CallFailure refused = new CallFailure.NoNewToken(CallFailure.NoNewToken.Reason.CREDENTIALS_REFUSED);
        Refusal refusal = new Refusal(code.name().toLowerCase(Locale.ROOT), now);
        RefreshResult result = settle(
                leased, lease, instance -> instance.failed(refused, retryAt).refused(refusal), suspect -> {
                    journal.note(Entry.CoolDownBegun.of(suspect, pause));
                    noteChange(leased, suspect);
                    return new RefreshResult.CredentialsRefused(retryAt);
                });
        evidence.submit(leased.key());
        return noted(leased, "credentials_rejected", result);
    }

    private void noteChange(Instance before, Instance after) {
        if (!after.registration().status().equals(before.registration().status())) {
            journal.note(Entry.InstanceChanged.between(before, after));
        }
    }

    private RefreshResult failCall(Instance leased, Lease lease, Failure failure) {
        return noted(leased, failure.label(), fail(leased, lease, new CallFailure.Upstream(failure)));
    }

    private RefreshResult fail(Instance leased, Lease lease, CallFailure failure) {
        Duration pause = coolDown.after(leased.refreshState().failures(), failure);
        Instant retryAt = clock.instant().plus(pause);
        return settle(leased, lease, instance -> instance.failed(failure, retryAt), failed -> {
            journal.note(Entry.CoolDownBegun.of(failed, pause));
            return new RefreshResult.Failed(failure, retryAt);
        });
    }

    /** Stores the result only if no other process took the lease meanwhile: a slow writer loses. */
    private RefreshResult settle(
            Instance leased, Lease lease, UnaryOperator<Instance> change, Function<Instance, RefreshResult> result) {
        AtomicReference<Optional<Instance>> newer = new AtomicReference<>(Optional.empty());
        Optional<Instance> settled = instances.update(leased.key(), current -> {
            newer.set(Optional.of(current));
            return current.isLeasedTo(lease.owner()) ? Optional.of(change.apply(current)) : Optional.empty();
        });
        if (settled.isEmpty()) {
            return new RefreshResult.Superseded(newer.get());
        }
        return result.apply(settled.get());
    }

    /** Only for an instance that was due before the expiry: the sweep does not renew an idle instance's token. */
    private void noteExpiry(Instance leased, Instant now) {
        boolean retried = leased.refreshState().failures() > 0;
        leased.token()
                .filter(token -> token.state(now) == TokenState.EXPIRED)
                .filter(token -> retried
                        || leased.refreshState()
                                .dueAt()
                                .filter(token.expiresAt()::isAfter)
                                .isPresent())
                .ifPresent(token -> journal.note(
                        new Entry.TokenExpired(leased.key(), token.left(now).negated())));
    }

    /** Once for each call, after its result is stored. */
    private RefreshResult noted(Instance leased, String outcome, RefreshResult result) {
        Instant now = clock.instant();
        Optional<Duration> lag =
                leased.refreshState().dueAt().filter(now::isAfter).map(due -> Duration.between(due, now));
        boolean superseded = result instanceof RefreshResult.Superseded;
        journal.note(new Entry.TokenRefreshed(leased.key(), superseded ? "superseded" : outcome, lag));
        return result;
    }
}
