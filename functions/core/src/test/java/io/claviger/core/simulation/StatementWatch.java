package io.claviger.core.simulation;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Statement;
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

/** Watches what is known of statements, and what has been confirmed to be out of service. */
final class StatementWatch {
    private static final Duration WAITS_FOR_LEASE = Duration.ofMinutes(2);

    private final World world;
    private final Map<StatementFingerprint, Instant> reportedRevoked = new HashMap<>();
    private final Map<InstanceKey, Instant> reportedGone = new HashMap<>();

    StatementWatch(World world) {
        this.world = world;
    }

    /** What must not be handed out any more, as it stood when an operation began. */
    record Ban(Optional<StatementFingerprint> statement, Optional<Instant> revokedSince, Optional<Instant> goneSince) {}

    Ban banOn(InstanceKey key) {
        Optional<StatementFingerprint> statement = world.instances().find(key).map(Instance::statement);
        return new Ban(
                statement,
                statement.flatMap(known -> Optional.ofNullable(reportedRevoked.get(known))),
                Optional.ofNullable(reportedGone.get(key)));
    }

    /** A token of the instance is handed out by an operation that began under this ban. */
    void vended(InstanceKey key, Ban ban) {
        Ban now = banOn(key);
        world.verdict()
                .check(
                        Promise.NO_TOKEN_ONCE_REVOKED,
                        ban.revokedSince().isEmpty() || !ban.equals(now),
                        () -> "a token of " + key + " is handed out, revoked since " + ban.revokedSince());
        world.verdict()
                .check(
                        Promise.NO_TOKEN_ONCE_DEREGISTERED,
                        ban.goneSince().isEmpty() || !ban.goneSince().equals(now.goneSince()),
                        () -> "a token of " + key + " is handed out, deregistered since " + ban.goneSince());
    }

    /** Somebody was told that the instance is out of service. */
    void confirmedGone(InstanceKey key) {
        world.instances()
                .find(key)
                .filter(instance -> instance.registration() instanceof Registration.Deregistered)
                .ifPresent(_ -> reportedGone.put(key, world.scheduler().instant()));
    }

    void instanceStored(Instance after) {
        if (after.key().isCanary() && after.refreshState().lease().isPresent()) {
            world.running().leased(after.key());
        }
        if (!(after.registration() instanceof Registration.Deregistered)) {
            reportedGone.remove(after.key());
        }
    }

    /** An application came to another state in the store. */
    void stored(Optional<Application> before, Application after) {
        before.ifPresent(was -> world.verdict()
                .check(
                        Promise.NO_STATEMENT_IS_FORGOTTEN,
                        was.statements().stream()
                                .allMatch(known ->
                                        after.statement(known.fingerprint()).isPresent()),
                        () -> "one of the " + was.statements().size() + " statements of " + after.id() + " is gone"));
        for (Statement statement : after.statements()) {
            StatementStatus was = before.flatMap(known -> known.statement(statement.fingerprint()))
                    .map(Statement::status)
                    .orElse(StatementStatus.ACTIVE);
            if (was != statement.status()) {
                changed(after.id(), was, statement);
            }
            if (!statement.revoked()) {
                reportedRevoked.remove(statement.fingerprint());
            }
        }
    }

    private void changed(ApplicationId id, StatementStatus was, Statement statement) {
        Running me = world.running();
        world.seen()
                .count("statement " + was + " -> " + statement.status()
                        + statement.evidence().map(why -> " by " + why.where()).orElse(""));
        IssuedStatement truth = world.adobe().statement(statement.fingerprint());
        boolean revokedMeanwhile = truth.revokedSince(me.begunAt());
        boolean goodMeanwhile = !truth.revoked() || !truth.changedAt().isBefore(me.begunAt());
        boolean founded = switch (statement.status()) {
            case ACTIVE -> goodMeanwhile;
            case SUSPECT -> revokedMeanwhile || canaryKilled(id, statement.fingerprint());
            case REVOKED -> revokedMeanwhile;
        };
        world.verdict()
                .check(
                        Promise.OUTAGES_CHANGE_NO_STATE,
                        founded,
                        () -> me + " takes the statement for " + statement.status() + " by " + statement.evidence());
        world.verdict()
                .check(
                        Promise.REVOKED_UNTIL_FOUND_GOOD,
                        was != StatementStatus.REVOKED || statement.status() == StatementStatus.ACTIVE,
                        () -> me + " puts the revoked statement back to " + statement.status());
    }

    private boolean canaryKilled(ApplicationId id, StatementFingerprint fingerprint) {
        return world.vault()
                .secret(InstanceKey.canaryOf(id, fingerprint))
                .flatMap(
                        kept -> world.adobe().client(kept.client().credentials().clientId()))
                .filter(RegisteredClient::killed)
                .isPresent();
    }

    /** Checks that died one after the other kept the canary from this one, for as long as it waits. */
    private boolean waitedInVain(Running check, Statement statement) {
        InstanceKey canary = InstanceKey.canaryOf(check.operation().application(), statement.fingerprint());
        Duration took = Duration.between(check.begunAt(), world.scheduler().instant());
        return !check.hadLeaseOf(canary) && took.compareTo(WAITS_FOR_LEASE) >= 0;
    }

    /** A check of all statements that the application had before has returned. */
    void checked(Running check, Optional<Application> before) {
        List<Statement> checked =
                before.stream().flatMap(known -> known.statements().stream()).toList();
        checked.stream()
                .flatMap(statement -> world
                        .applications()
                        .find(check.operation().application())
                        .flatMap(now -> now.statement(statement.fingerprint()))
                        .stream())
                .forEach(statement -> checked(check, statement));
    }

    private void checked(Running check, Statement statement) {
        if (statement.revoked()) {
            reportedRevoked.putIfAbsent(
                    statement.fingerprint(), world.scheduler().instant());
        }
        IssuedStatement truth = world.adobe().statement(statement.fingerprint());
        if (check.disturbed()
                || waitedInVain(check, statement)
                || !truth.changedAt().isBefore(check.begunAt())) {
            return;
        }
        if (truth.revoked()) {
            world.verdict()
                    .check(
                            Promise.REVOCATION_IS_FOUND,
                            statement.revoked(),
                            () -> check + " leaves a revoked statement " + statement.status());
        } else if (!canaryKilled(check.operation().application(), statement.fingerprint())) {
            world.verdict()
                    .check(
                            Promise.REINSTATING_IS_FOUND,
                            statement.status() == StatementStatus.ACTIVE,
                            () -> check + " leaves a good statement " + statement.status() + " by "
                                    + statement.evidence());
        }
    }
}
