package io.claviger.core.simulation;

import io.claviger.core.fake.IssuedToken;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.Registration;
import io.claviger.core.refresh.RefreshDueInstance;
import io.claviger.core.refresh.RefreshPolicy;
import io.claviger.core.simulation.Operation.Kind;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Invariants of tokens: their stored expiry, the upstream calls for them, and their vends. */
final class TokenInvariants {
    private static final Set<Kind> ASKING = EnumSet.of(Kind.VEND, Kind.REFRESH);
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(55);

    private final World world;
    private final Map<InstanceKey, Integer> calls = new HashMap<>();
    private final Map<InstanceKey, Instant> noUseBefore = new HashMap<>();
    private final Map<InstanceKey, Instant> reportedAt = new HashMap<>();

    TokenInvariants(World world) {
        this.world = world;
    }

    /** The store holds a new state of an instance. */
    void stored(Optional<Instance> before, Instance after) {
        Optional<InstanceToken> held = before.flatMap(Instance::token);
        after.token()
                .filter(token -> !Optional.of(token).equals(held))
                .ifPresent(token -> received(after.key(), held, token));
        if (held.isPresent() && after.token().isEmpty()) {
            lost(after.key());
        }
        before.filter(_ -> ASKING.contains(world.currentRun().operation().kind()))
                .filter(was ->
                        after.refreshState().lease().isPresent() && !owner(was).equals(owner(after)))
                .ifPresent(was -> leased(was, after));
    }

    private void lost(InstanceKey key) {
        noUseBefore.remove(key);
        if (world.currentRun().operation().kind() == Kind.REPORT) {
            Instant now = world.scheduler().instant();
            Optional<Instant> last = Optional.ofNullable(reportedAt.put(key, now));
            world.invariants()
                    .check(
                            Invariant.REPORTS_ARE_LIMITED,
                            last.filter(at -> now.isBefore(at.plus(BETWEEN_REPORTS)))
                                    .isEmpty(),
                            () -> key + " lost its token to reports at " + last + " and at " + now);
        }
    }

    private static Optional<String> owner(Instance instance) {
        return instance.refreshState().lease().map(Lease::owner);
    }

    private void leased(Instance was, Instance after) {
        OperationRun me = world.currentRun();
        world.invariants()
                .check(
                        Invariant.COOL_DOWNS_ARE_KEPT,
                        DeviceInvariants.changedTheCause(was, after)
                                || !was.refreshState()
                                        .coolingDown(me.process().clock().instant()),
                        () -> me + " is about to call although there is a cool-down until "
                                + was.refreshState().coolDownUntil());
    }

    private void received(InstanceKey key, Optional<InstanceToken> before, InstanceToken after) {
        Optional<IssuedToken> token = world.adobe().token(after.value());
        Instant trueExpiry = token.map(IssuedToken::expiresAt).orElse(Instant.MIN);
        Duration clockError = world.currentRun().process().clockError();
        world.invariants()
                .check(
                        Invariant.STORED_EXPIRY_IS_TRUE,
                        !after.expiresAt().isAfter(trueExpiry.plus(clockError)),
                        () -> key + " stores the expiry " + after.expiresAt() + ", and its token expires at "
                                + trueExpiry);
        Optional<IssuedToken> older = before.flatMap(held -> world.adobe().token(held.value()));
        noUseBefore.remove(key);
        if (older.isPresent() && older.equals(token)) {
            Instant now = world.currentRun().process().clock().instant();
            noUseBefore.put(
                    key,
                    now.plus(Duration.between(now, after.expiresAt()).dividedBy(2))
                            .minus(SKEW));
        }
        if (older.isPresent() && token.isPresent()) {
            world.invariants()
                    .check(
                            Invariant.NEWER_TOKEN_STAYS,
                            !token.get().issuedAt().isBefore(older.get().issuedAt()),
                            () -> key + " lost the token of " + older.get().issuedAt() + " to one of "
                                    + token.get().issuedAt());
        }
    }

    /** An operation requests a token from Adobe. */
    void tokenAskedFor() {
        OperationRun me = world.currentRun();
        me.operation().key().ifPresent(key -> {
            calls.merge(key, 1, Integer::sum);
            checkUseful(me, key);
        });
    }

    /** A refresh ended. One that got no turn has moved its instance, if nothing else changed it meanwhile. */
    void refreshed(InstanceKey key, RefreshDueInstance.Outcome outcome) {
        OperationRun me = world.currentRun();
        Instant now = me.process().clock().instant();
        Optional<Instance> read = me.read().flatMap(InstanceSnapshot::instance);
        Optional<Instance> stuck = world.instances()
                .find(key)
                .filter(_ -> outcome == RefreshDueInstance.Outcome.POSTPONED)
                .filter(it ->
                        read.filter(before -> sameButForTheDueTime(before, it)).isPresent())
                .filter(it -> it.refreshState().dueAt().filter(now::isBefore).isEmpty());
        world.invariants()
                .check(
                        Invariant.NO_ADDRESS_DELAYS_ANOTHER,
                        stuck.isEmpty(),
                        () -> me + " got no turn, and its instance stays due in front of others");
    }

    private static boolean sameButForTheDueTime(Instance one, Instance other) {
        return one.postponed(Instant.MAX)
                .stored(0)
                .equals(other.postponed(Instant.MAX).stored(0));
    }

    private void checkUseful(OperationRun me, InstanceKey key) {
        if (ASKING.contains(me.operation().kind())) {
            Instant useful = noUseBefore.getOrDefault(key, Instant.MIN);
            world.invariants()
                    .check(
                            Invariant.SAME_TOKEN_COSTS_ONE_CALL,
                            !world.scheduler().instant().isBefore(useful),
                            () -> me + " requests a token although Adobe hands the same one back until " + useful);
        }
    }

    /** How many token requests were made for an instance. */
    int callsFor(InstanceKey key) {
        return calls.getOrDefault(key, 0);
    }

    /** An operation has vended a token. */
    void vended(InstanceKey key, InstanceToken token, Duration minTtl) {
        OperationRun me = world.currentRun();
        Instant now = world.scheduler().instant();
        Optional<IssuedToken> issued = world.adobe().token(token.value());
        Duration left =
                issued.map(known -> Duration.between(now, known.expiresAt())).orElse(Duration.ZERO);
        world.invariants()
                .check(
                        Invariant.TOKENS_ARE_VALID,
                        left.plus(doubt(token)).isPositive()
                                && left.plus(doubt(token)).compareTo(minTtl) >= 0,
                        () -> me + " vends a token that lasts for " + left + ", asked for " + minTtl);
        issued.ifPresent(known -> world.viewerInvariants().usedBy(key, known.client()));
    }

    /** An operation has vended no token. */
    void refused(Duration minTtl, Object answer) {
        if (answer instanceof VendResult.StatementRevoked) {
            return; // its status may have been read before a reinstatement
        }
        OperationRun me = world.currentRun();
        Instant now = me.process().clock().instant();
        Duration needed = minTtl.plus(RefreshPolicy.DEFAULT.clockSkew());
        Optional<InstanceToken> lasting = me.read()
                .filter(TokenInvariants::mayBeVended)
                .flatMap(InstanceSnapshot::instance)
                .flatMap(Instance::token)
                .filter(token -> token.left(now).compareTo(needed) > 0);
        world.invariants()
                .check(
                        Invariant.LASTING_TOKENS_ARE_VENDED,
                        lasting.isEmpty(),
                        () -> me + " read a token that lasts until "
                                + lasting.orElseThrow().expiresAt() + ", and vends none: " + answer);
    }

    private static boolean mayBeVended(InstanceSnapshot snapshot) {
        Optional<Instance> working = snapshot.instance().filter(instance -> switch (instance.registration()) {
            case Registration.Active _, Registration.Suspect _ -> true;
            case Registration.Unregistered _,
                    Registration.Attempt _,
                    Registration.Quarantined _,
                    Registration.Deregistered _ -> false;
        });
        return working.isPresent()
                && snapshot.application()
                        .filter(owner -> !owner.isRevoked(working.get().statement()))
                        .isPresent();
    }

    /** A life below ten seconds loses less than the clock skew, so that concurrent callers all get the token. */
    private static Duration doubt(InstanceToken token) {
        Duration clockSkew = RefreshPolicy.DEFAULT.clockSkew();
        return clockSkew.minus(token.safetyMargin(clockSkew));
    }
}
