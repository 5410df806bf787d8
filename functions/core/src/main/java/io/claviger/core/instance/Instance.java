package io.claviger.core.instance;

import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.StatementFingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One app on one device. Every change makes a new value, which {@link Instances#store} accepts only if the stored one
 * is unchanged.
 *
 * @param statement the statement with which it is, or is being, registered
 * @param redirectUri the redirect URI with which it is registered
 * @param device its own header and last address
 * @param token empty until the first refresh, and after an app reported it as rejected
 * @param enrolment the keys with which its device speaks for itself
 * @param version counts changes; zero before it is stored
 */
public record Instance(
        InstanceKey key,
        Registration registration,
        StatementFingerprint statement,
        Optional<RedirectUri> redirectUri,
        Device device,
        Optional<InstanceToken> token,
        RefreshState refreshState,
        Enrolment enrolment,
        Instant createdAt,
        long version) {
    /** Secrets Manager is eventually consistent; AWS names no limit. */
    private static final Duration MAX_VISIBILITY_DELAY = Duration.ofMinutes(1);

    /** A new instance at the beginning of its first attempt, or still without one while its device enrols. */
    public static Instance begun(
            InstanceKey key,
            Registration registration,
            StatementFingerprint statement,
            Optional<RedirectUri> redirectUri,
            Device device,
            Instant now) {
        return new Instance(
                key,
                registration,
                statement,
                redirectUri,
                device,
                Optional.empty(),
                RefreshState.NONE,
                Enrolment.NONE,
                now,
                0);
    }

    /**
     * The instance at the beginning of a new attempt, perhaps with a newer statement; the old client's token is
     * dropped.
     */
    public Instance attempting(
            Registration.Attempt attempt, StatementFingerprint under, Optional<RedirectUri> redirect, Device caller) {
        Instance called = calledBy(caller);
        return called.with(attempt, under, redirect, called.device, Optional.empty(), called.refreshState);
    }

    /** The instance when its device calls: a cool-down ends whose cause is another header or address than now. */
    public Instance calledBy(Device caller) {
        boolean neverServed = registration instanceof Registration.Unregistered
                || (registration instanceof Registration.Attempt attempt
                        && attempt.replaces().isEmpty());
        Device called = neverServed ? device.replacedBy(caller) : device.updatedBy(caller);
        return with(registration, statement, redirectUri, called, token, refreshState.changingDevice(device, called));
    }

    /** The instance as it was before a refused attempt, but without a token. */
    public Instance putBack(Instance before) {
        return with(before.registration, before.statement, before.redirectUri, device, Optional.empty(), refreshState);
    }

    /** The instance after a registration that left no client: its device's keys stay. */
    Instance withoutRegistration() {
        return with(
                new Registration.Unregistered(), statement, redirectUri, device, Optional.empty(), RefreshState.NONE);
    }

    public Instance with(Enrolment changed) {
        return new Instance(
                key, registration, statement, redirectUri, device, token, refreshState, changed, createdAt, version);
    }

    /** When the store may forget it; empty while it has to be kept. */
    public Optional<Instant> expiresAt() {
        return switch (registration) {
            case Registration.Deregistered(var _, Instant recoverableUntil) -> Optional.of(recoverableUntil);
            case Registration.Unregistered _ -> enrolment.endsAt();
            case Registration.Attempt _, Registration.Active _, Registration.Suspect _, Registration.Quarantined _ ->
                Optional.empty();
        };
    }

    public Instance with(Registration changed) {
        return with(changed, statement, redirectUri, device, token, refreshState);
    }

    /** The instance after a successful registration. A check may hold a canary's lease, and keeps it. */
    public Instance activated(Client client) {
        Registration active = new Registration.Active(client);
        RefreshState reset = refreshState.reset(key.isCanary());
        return with(active, statement, redirectUri, device, Optional.empty(), reset);
    }

    /** Whether it has a client and is not deregistered. */
    public boolean registered() {
        return switch (registration) {
            case Registration.Active _, Registration.Suspect _, Registration.Quarantined _ -> true;
            case Registration.Unregistered _, Registration.Attempt _, Registration.Deregistered _ -> false;
        };
    }

    /** Whether a read of the vault may still miss its client, because that was stored just now. */
    public boolean clientMayBeInvisible(Instant now) {
        return registration
                .knownClient()
                .map(client -> Duration.between(client.issuedAt().orElse(createdAt), now)
                        .abs())
                .filter(age -> age.compareTo(MAX_VISIBILITY_DELAY) < 0)
                .isPresent();
    }

    /** The instance with the lease to refresh, deregister or, for a canary, check. */
    public Instance leasedTo(Lease lease) {
        return with(refreshState.withLease(lease), token);
    }

    public Instance released() {
        return with(refreshState.withoutLease(), token);
    }

    /** Whether this owner's lease is the last one taken, even if it has expired since. */
    public boolean isLeasedTo(String owner) {
        return refreshState.lease().filter(lease -> lease.owner().equals(owner)).isPresent();
    }

    /**
     * The instance with a token just received, which also proves that its client works.
     *
     * @param nextCallNotBefore present if an earlier call would only bring the same token
     */
    public Instance refreshed(InstanceToken received, Optional<Instant> nextCallNotBefore) {
        Instance refreshed =
                with(refreshState.succeeded(nextCallNotBefore, received.refreshAfter()), Optional.of(received));
        return switch (registration) {
            case Registration.Suspect(Client client, var _, var _) ->
                refreshed.with(new Registration.Active(client.provedNow()));
            case Registration.Active(Client client) -> refreshed.with(new Registration.Active(client.provedNow()));
            case Registration.Unregistered _,
                    Registration.Attempt _,
                    Registration.Quarantined _,
                    Registration.Deregistered _ -> refreshed;
        };
    }

    /** The instance after a call for {@code accepted} succeeded; {@code asked} was its device before the call. */
    public Instance proved(Device asked, Device accepted) {
        return with(registration, statement, redirectUri, device.proved(asked, accepted), token, refreshState);
    }

    /** The instance after a call that failed; it makes no further call before {@code coolDownUntil}. */
    public Instance failed(CallFailure failure, Instant coolDownUntil) {
        return with(refreshState.failed(failure, coolDownUntil), token);
    }

    /** The instance whose client was refused just now. */
    public Instance refused(Refusal refusal) {
        return switch (registration) {
            case Registration.Active(Client client) ->
                with(new Registration.Suspect(client, refusal, Optional.empty()));
            case Registration.Suspect suspect -> with(suspect.refused(refusal));
            case Registration.Unregistered _,
                    Registration.Attempt _,
                    Registration.Quarantined _,
                    Registration.Deregistered _ -> this;
        };
    }

    /** The instance after a vend to this device; from now on the sweep keeps its token FRESH. */
    public Instance vendedTo(Device caller, Instant now) {
        Instance called = calledBy(caller);
        return called.with(called.refreshState.vended(now, token.map(InstanceToken::refreshAfter)), token);
    }

    /** The instance whose refresh waits until a turn of its device's address. */
    public Instance postponed(Instant until) {
        return with(refreshState.postponed(until), token);
    }

    /** Out of the sweep until its next vend. */
    public Instance parked() {
        return with(refreshState.parked(), token);
    }

    /** Without the token that an app reported as rejected. */
    public Instance tokenRejected(Instant now) {
        return with(refreshState.tokenRejected(now), Optional.empty());
    }

    /** Without a token, and out of the sweep. */
    public Instance withdrawn() {
        return with(refreshState.parked(), Optional.empty());
    }

    /** The same instance with the version that the store gave it. */
    public Instance stored(long newVersion) {
        return new Instance(
                key,
                registration,
                statement,
                redirectUri,
                device,
                token,
                refreshState,
                enrolment,
                createdAt,
                newVersion);
    }

    private Instance with(RefreshState changed, Optional<InstanceToken> newToken) {
        return with(registration, statement, redirectUri, device, newToken, changed);
    }

    private Instance with(
            Registration newRegistration,
            StatementFingerprint newStatement,
            Optional<RedirectUri> newRedirectUri,
            Device newDevice,
            Optional<InstanceToken> newToken,
            RefreshState newState) {
        return new Instance(
                key,
                newRegistration,
                newStatement,
                newRedirectUri,
                newDevice,
                newToken,
                newState,
                enrolment,
                createdAt,
                version);
    }
}
