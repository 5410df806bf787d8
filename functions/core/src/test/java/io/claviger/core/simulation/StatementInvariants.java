package io.claviger.core.simulation;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.fake.IssuedStatement;
import io.claviger.core.fake.RegisteredClient;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Invariants of statements, and of the instances that Claviger has confirmed as revoked or deregistered. */
final class StatementInvariants {
    private static final Duration MAX_LEASE_WAIT = Duration.ofMinutes(2);

    private final World world;
    private final Map<StatementFingerprint, Instant> reportedRevoked = new HashMap<>();
    private final Map<InstanceKey, Instant> reportedDeregistered = new HashMap<>();

    StatementInvariants(World world) {
        this.world = world;
    }

    /** Why an instance's tokens may not be vended, as known when an operation began. */
    record Ban(
            Optional<StatementFingerprint> statement,
            Optional<Instant> revokedSince,
            Optional<Instant> deregisteredSince) {}

    Ban banOn(InstanceKey key) {
        Optional<StatementFingerprint> statement = world.instances().find(key).map(Instance::statement);
        return new Ban(
                statement,
                statement.flatMap(known -> Optional.ofNullable(reportedRevoked.get(known))),
                Optional.ofNullable(reportedDeregistered.get(key)));
    }

    /** An operation that began under this ban has vended a token of the instance. */
    void vended(InstanceKey key, Ban ban) {
        Ban now = banOn(key);
        world.invariants()
                .check(
                        Invariant.NO_TOKEN_AFTER_REVOCATION,
                        ban.revokedSince().isEmpty() || !ban.equals(now),
                        () -> "a token of " + key + " is vended, revoked since " + ban.revokedSince());
        world.invariants()
                .check(
                        Invariant.NO_TOKEN_AFTER_DEREGISTRATION,
                        ban.deregisteredSince().isEmpty()
                                || !ban.deregisteredSince().equals(now.deregisteredSince()),
                        () -> "a token of " + key + " is vended, deregistered since " + ban.deregisteredSince());
    }

    /** A caller has got the confirmation that the instance is deregistered. */
    void confirmedDeregistered(InstanceKey key) {
        world.instances()
                .find(key)
                .filter(instance -> instance.registration() instanceof Registration.Deregistered)
                .ifPresent(_ -> reportedDeregistered.put(key, world.scheduler().instant()));
    }

    void instanceStored(Instance after) {
        if (after.key().isCanary() && after.refreshState().lease().isPresent()) {
            world.currentRun().leased(after.key());
        }
        if (!(after.registration() instanceof Registration.Deregistered)) {
            reportedDeregistered.remove(after.key());
        }
    }

    /** An application came to another state in the store. */
    void stored(Optional<Application> before, Application after) {
        before.ifPresent(was -> world.invariants()
                .check(
                        Invariant.NO_STATEMENT_IS_FORGOTTEN,
                        was.statements().stream()
                                .allMatch(known ->
                                        after.statement(known.fingerprint()).isPresent()),
                        () -> "one of the " + was.statements().size() + " statements of " + after.id() + " is gone"));
        for (StatementRecord statement : after.statements()) {
            StatementStatus was = before.flatMap(known -> known.statement(statement.fingerprint()))
                    .map(StatementRecord::status)
                    .orElse(StatementStatus.ACTIVE);
            if (was != statement.status()) {
                changed(after.id(), was, statement);
            }
            if (!statement.revoked()) {
                reportedRevoked.remove(statement.fingerprint());
            }
        }
    }

    private void changed(ApplicationId id, StatementStatus was, StatementRecord statement) {
        OperationRun me = world.currentRun();
        world.coverage()
                .count("statement " + was + " -> " + statement.status()
                        + statement.evidence().map(why -> " by " + why.where()).orElse(""));
        IssuedStatement truth = world.adobe().statement(statement.fingerprint());
        boolean revokedMeanwhile = truth.revokedSince(me.begunAt());
        boolean goodMeanwhile = !truth.revoked() || !truth.changedAt().isBefore(me.begunAt());
        boolean founded = switch (statement.status()) {
            case ACTIVE -> goodMeanwhile || world.checkInvariants().cannotSee(id, truth, me.begunAt());
            case SUSPECT ->
                revokedMeanwhile
                        || canaryKilled(id, statement.fingerprint())
                        || world.checkInvariants()
                                .lostSince(InstanceKey.canaryOf(id, statement.fingerprint()), me.begunAt())
                        || world.mistakes().since(me.begunAt());
            case REVOKED -> revokedMeanwhile;
        };
        world.invariants()
                .check(
                        Invariant.OUTAGES_CHANGE_NO_STATE,
                        founded,
                        () -> me + " marks the statement " + statement.status() + " by " + statement.evidence());
        world.invariants()
                .check(
                        Invariant.REVOKED_UNTIL_FOUND_GOOD,
                        was != StatementStatus.REVOKED || statement.status() == StatementStatus.ACTIVE,
                        () -> me + " marks the revoked statement " + statement.status());
    }

    private boolean canaryKilled(ApplicationId id, StatementFingerprint fingerprint) {
        return world.vault()
                .secret(InstanceKey.canaryOf(id, fingerprint))
                .flatMap(
                        kept -> world.adobe().client(kept.client().credentials().clientId()))
                .filter(RegisteredClient::killed)
                .isPresent();
    }

    /** Whether crashed checks held the canary's lease for as long as this check waits for it. */
    private boolean timedOutOnLease(OperationRun check, StatementRecord statement) {
        InstanceKey canary = InstanceKey.canaryOf(check.operation().application(), statement.fingerprint());
        Duration took = Duration.between(check.begunAt(), world.scheduler().instant());
        return !check.hadLeaseOf(canary) && took.compareTo(MAX_LEASE_WAIT) >= 0;
    }

    /** A check of the application's statements has returned. */
    void checked(OperationRun check, Optional<Application> before) {
        List<StatementRecord> checked =
                before.stream().flatMap(known -> known.statements().stream()).toList();
        checked.stream()
                .flatMap(statement -> world
                        .applications()
                        .find(check.operation().application())
                        .flatMap(now -> now.statement(statement.fingerprint()))
                        .stream())
                .forEach(statement -> checked(check, statement));
    }

    private void checked(OperationRun check, StatementRecord statement) {
        if (statement.revoked()) {
            reportedRevoked.putIfAbsent(
                    statement.fingerprint(), world.scheduler().instant());
        }
        IssuedStatement truth = world.adobe().statement(statement.fingerprint());
        ApplicationId id = check.operation().application();
        InstanceKey canary = InstanceKey.canaryOf(id, statement.fingerprint());
        if (check.disturbed()
                || world.checkInvariants().couldNotReplace(canary, check.begunAt())
                || timedOutOnLease(check, statement)
                || (statement.status() == StatementStatus.SUSPECT
                        && world.mistakes().since(check.begunAt()))
                || !truth.changedAt().isBefore(check.begunAt())) {
            return;
        }
        if (truth.revoked()) {
            if (world.checkInvariants().cannotSee(id, truth, check.begunAt())) {
                return;
            }
            world.invariants()
                    .check(
                            Invariant.REVOCATION_IS_FOUND,
                            statement.revoked(),
                            () -> check + " leaves a revoked statement " + statement.status());
        } else if (!canaryKilled(id, statement.fingerprint())) {
            world.checkInvariants().goodStatementChecked(check, canary);
            world.invariants()
                    .check(
                            Invariant.REINSTATING_IS_FOUND,
                            statement.status() == StatementStatus.ACTIVE,
                            () -> check + " leaves a good statement " + statement.status() + " by "
                                    + statement.evidence());
        }
    }
}
