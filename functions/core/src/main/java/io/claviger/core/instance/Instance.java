package io.claviger.core.instance;

import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.StatementFingerprint;
import java.time.Instant;
import java.util.Optional;

/**
 * One app on one device. Every change makes a new value, which {@link Instances#store} takes only if nobody else was faster.
 *
 * @param statement the statement that it is, or is being, registered under
 * @param redirectUri what it registers with
 * @param device its own header and last address
 * @param token empty until one is asked for, and after one was rejected
 * @param version counts changes; zero before it is stored
 */
public record Instance(
        InstanceKey key,
        Registration registration,
        StatementFingerprint statement,
        Optional<RedirectUri> redirectUri,
        Device device,
        Optional<HeldToken> token,
        RefreshState refreshState,
        Instant createdAt,
        long version) {

    /** An instance that somebody begins to register. */
    public static Instance begun(
            InstanceKey key,
            Registration.Attempt attempt,
            StatementFingerprint statement,
            Optional<RedirectUri> redirectUri,
            Device device,
            Instant now) {
        return new Instance(key, attempt, statement, redirectUri, device, Optional.empty(), RefreshState.NONE, now, 0);
    }

    /** The same instance on a new attempt, perhaps under a newer statement; an old token is worth nothing to a new client. */
    public Instance attempting(
            Registration.Attempt attempt, StatementFingerprint under, Optional<RedirectUri> redirect, Device seen) {
        return new Instance(
                key,
                attempt,
                under,
                redirect,
                device.seenAgainAs(seen),
                Optional.empty(),
                refreshState,
                createdAt,
                version);
    }

    /** The instance as it was before an attempt that was refused; its token stays gone. */
    public Instance putBack(Instance before) {
        return new Instance(
                key,
                before.registration,
                before.statement,
                before.redirectUri,
                device,
                Optional.empty(),
                refreshState,
                createdAt,
                version);
    }

    public Instance with(Registration changed) {
        return new Instance(key, changed, statement, redirectUri, device, token, refreshState, createdAt, version);
    }

    /** The instance after its registration came to a good end. */
    public Instance activated(Client client) {
        return new Instance(
                key,
                new Registration.Active(client),
                statement,
                redirectUri,
                device,
                Optional.empty(),
                refreshState.afresh(),
                createdAt,
                version);
    }

    /** True while the instance has a client and was not deregistered. */
    public boolean registered() {
        return switch (registration) {
            case Registration.Active _, Registration.Suspect _, Registration.Quarantined _ -> true;
            case Registration.Attempt _, Registration.Deregistered _ -> false;
        };
    }

    public Instance leasedTo(Lease lease) {
        return with(refreshState.withLease(lease), token);
    }

    public Instance released() {
        return with(refreshState.withoutLease(), token);
    }

    /** True while this owner's lease is the last one taken, even if it has run out since. */
    public boolean isLeasedTo(String owner) {
        return refreshState.lease().filter(lease -> lease.owner().equals(owner)).isPresent();
    }

    /**
     * The instance with a token just received; proof, too, that its client works.
     *
     * @param nextCallNotBefore present where asking again earlier would only bring the same token
     */
    public Instance refreshed(HeldToken received, Optional<Instant> nextCallNotBefore) {
        Instance refreshed =
                with(refreshState.succeeded(nextCallNotBefore, received.refreshAfter()), Optional.of(received));
        return switch (registration) {
            case Registration.Suspect(Client client, var _, var _) -> refreshed.with(new Registration.Active(client));
            case Registration.Attempt _,
                    Registration.Active _,
                    Registration.Quarantined _,
                    Registration.Deregistered _ -> refreshed;
        };
    }

    public Instance failed(Failure failure, Instant coolDownUntil) {
        return with(refreshState.failed(failure, coolDownUntil), token);
    }

    /** The instance whose client was refused just now. */
    public Instance rejected(Rejection rejection) {
        return switch (registration) {
            case Registration.Active(Client client) ->
                with(new Registration.Suspect(client, rejection, Optional.empty()));
            case Registration.Suspect suspect -> with(suspect.refused(rejection));
            case Registration.Attempt _, Registration.Quarantined _, Registration.Deregistered _ -> this;
        };
    }

    /** Handed out to this device now; from now on the sweep keeps its token fresh. */
    public Instance vendedTo(Device caller, Instant now) {
        return new Instance(
                key,
                registration,
                statement,
                redirectUri,
                device.seenAgainAs(caller),
                token,
                refreshState.vended(now, token.map(HeldToken::refreshAfter)),
                createdAt,
                version);
    }

    /** Left alone by the sweep until its token is asked for again. */
    public Instance parked() {
        return with(refreshState.parked(), token);
    }

    /** Without the token that an app found rejected. */
    public Instance tokenRejected(Instant now) {
        return with(refreshState.tokenRejected(now), Optional.empty());
    }

    /** Without a token, and left alone by the sweep. */
    public Instance withoutToken() {
        return with(refreshState.parked(), Optional.empty());
    }

    public Instance stored(long newVersion) {
        return new Instance(
                key, registration, statement, redirectUri, device, token, refreshState, createdAt, newVersion);
    }

    private Instance with(RefreshState changed, Optional<HeldToken> held) {
        return new Instance(key, registration, statement, redirectUri, device, held, changed, createdAt, version);
    }
}
