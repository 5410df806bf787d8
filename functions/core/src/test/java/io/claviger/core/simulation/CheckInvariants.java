package io.claviger.core.simulation;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.fake.IssuedStatement;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Lease;
import io.claviger.core.simulation.Operation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Invariants of checks: their lease, the probe that makes clients, and lost canaries. */
final class CheckInvariants {
    /** How long a secret may be invisible after its client was made, as the core takes it, with the clocks' error. */
    private static final Duration YOUNG = Duration.ofSeconds(70);

    private final World world;
    private final Map<String, OperationRun> leaseOwners = new HashMap<>();
    private final Map<InstanceKey, Instant> lostAt = new HashMap<>();
    private final Map<ApplicationId, Instant> stoppedAt = new HashMap<>();
    private final Map<ApplicationId, Instant> storedAt = new HashMap<>();
    private final Map<OperationRun, Instant> probed = new HashMap<>();

    CheckInvariants(World world) {
        this.world = world;
    }

    void instanceStored(Instance after) {
        if (after.key().isCanary()) {
            after.refreshState().lease().ifPresent(lease -> leaseOwners.putIfAbsent(lease.owner(), world.currentRun()));
        }
    }

    /** A call to Adobe begins. A process that stood still since it renewed its lease may have lost it. */
    void calls(StatementFingerprint statement) {
        OperationRun me = world.currentRun();
        InstanceKey canary = InstanceKey.canaryOf(me.operation().application(), statement);
        if (!ClientInvariants.CHECKING.contains(me.operation().kind())
                || me.stalledSinceRead()
                || lostSince(canary, me.begunAt())) {
            return;
        }
        Optional<Lease> held = world.instances()
                .find(canary)
                .flatMap(item -> item.refreshState().lease())
                .filter(lease -> me.equals(leaseOwners.get(lease.owner())))
                .filter(lease -> me.process().clock().instant().isBefore(lease.until()));
        world.invariants()
                .check(
                        Invariant.CHECKS_HOLD_THEIR_LEASE,
                        held.isPresent(),
                        () -> me + " calls Adobe without the lease of " + canary);
    }

    void canaryLost(InstanceKey canary) {
        lostAt.put(canary, world.scheduler().instant());
    }

    boolean lostSince(InstanceKey canary, Instant then) {
        return !lostAt.getOrDefault(canary, Instant.MIN).isBefore(then);
    }

    /** Whether a check that began then could find no canary, or none that it may take for lost. */
    boolean couldNotReplace(InstanceKey canary, Instant begunAt) {
        return lostSince(canary, begunAt.minus(YOUNG))
                && (lostSince(canary, begunAt)
                        || world.instances()
                                .find(canary)
                                .flatMap(item -> item.registration().knownClient())
                                .flatMap(Client::issuedAt)
                                .filter(issuedAt -> issuedAt.plus(YOUNG).isAfter(begunAt))
                                .isPresent());
    }

    /** A check of a good statement has returned. */
    void goodStatementChecked(OperationRun check, InstanceKey canary) {
        world.invariants()
                .check(
                        Invariant.LOST_CANARIES_ARE_REPLACED,
                        world.vault().secret(canary).isPresent(),
                        () -> check + " leaves " + canary + " without a secret");
    }

    /** An application came to another state in the store. */
    void stored(Optional<Application> before, Application after) {
        Instant now = world.scheduler().instant();
        if (world.currentRun().operation().kind() == Kind.STORE_APPLICATION
                && !after.safeguards().probeStopped()) {
            storedAt.put(after.id(), now);
        }
        if (!after.safeguards().probeStopped()) {
            stoppedAt.remove(after.id());
        } else {
            stoppedAt.putIfAbsent(after.id(), now);
        }
        checkRedirectUri(before, after);
    }

    private void checkRedirectUri(Optional<Application> before, Application after) {
        IssuedStatement truth = world.adobe().statement(after.currentStatement().fingerprint());
        world.invariants()
                .check(
                        Invariant.REDIRECT_URIS_ARE_PROVED,
                        after.redirectUri().filter(uri -> !truth.allows(uri)).isEmpty(),
                        () -> world.currentRun() + " stores the redirect URI " + after.redirectUri() + " in place of "
                                + before.flatMap(Application::redirectUri));
    }

    /** Adobe has made a client for a probe. A statement that it refused to register is probed even so. */
    void probeMade(ClientId client, StatementFingerprint statement) {
        OperationRun me = world.currentRun();
        ApplicationId id = me.operation().application();
        probed.put(me, world.scheduler().instant());
        boolean confirms = world.applications()
                .find(id)
                .flatMap(application -> application.statement(statement))
                .flatMap(StatementRecord::evidence)
                .filter(why -> why.where().equals("register"))
                .isPresent();
        boolean stopped = Optional.ofNullable(stoppedAt.get(id))
                .filter(at -> at.isBefore(me.begunAt()))
                .isPresent();
        world.invariants()
                .check(
                        Invariant.PROBES_STOP,
                        !stopped || confirms || me.operation().kind() == Kind.STORE_APPLICATION,
                        () -> me + " probes again and makes " + client);
    }

    void ended(OperationRun me) {
        Instant at = probed.get(me);
        if (at != null && !me.disturbed()) {
            ApplicationId id = me.operation().application();
            boolean storedMeanwhile = !storedAt.getOrDefault(id, Instant.MIN).isBefore(at);
            world.invariants()
                    .check(
                            Invariant.PROBES_STOP,
                            stoppedAt.containsKey(id) || storedMeanwhile,
                            () -> me + " made a client with its probe and lets the next check probe again");
        }
    }

    /** Whether a revocation shows only where the application is not probed, or was not at a time since then. */
    boolean cannotSee(ApplicationId id, IssuedStatement truth, Instant since) {
        boolean stopped = stoppedAt.containsKey(id)
                || !storedAt.getOrDefault(id, Instant.MIN).isBefore(since);
        return stopped && !truth.refusesAt(Endpoint.TOKEN) && !truth.refusesAt(Endpoint.API);
    }
}
