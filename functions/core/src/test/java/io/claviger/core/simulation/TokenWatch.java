package io.claviger.core.simulation;

import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.IssuedToken;
import io.claviger.core.fake.TokenBucket;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.Lease;
import io.claviger.core.refresh.RefreshPolicy;
import io.claviger.core.simulation.Operation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Watches tokens: what is believed of them, who asks for them, and who gets them. */
final class TokenWatch {
    private static final Set<Kind> ASKING = EnumSet.of(Kind.VEND, Kind.REFRESH);
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(55);

    private final World world;
    private final Map<InstanceKey, Integer> calls = new HashMap<>();
    private final Map<String, TokenBucket> background = new HashMap<>();
    private final Map<InstanceKey, Instant> noUseBefore = new HashMap<>();
    private final Map<InstanceKey, Instant> reportedAt = new HashMap<>();

    TokenWatch(World world) {
        this.world = world;
    }

    /** An instance came to another state in the store. */
    void stored(Optional<Instance> before, Instance after) {
        Optional<InstanceToken> held = before.flatMap(Instance::token);
        after.token()
                .filter(token -> !Optional.of(token).equals(held))
                .ifPresent(token -> received(after.key(), held, token));
        if (held.isPresent() && after.token().isEmpty()) {
            lost(after.key());
        }
        before.filter(_ -> ASKING.contains(world.running().operation().kind()))
                .filter(was ->
                        after.refreshState().lease().isPresent() && !owner(was).equals(owner(after)))
                .ifPresent(was -> leased(was));
    }

    private void lost(InstanceKey key) {
        noUseBefore.remove(key);
        if (world.running().operation().kind() == Kind.REPORT) {
            Instant now = world.scheduler().instant();
            Optional<Instant> last = Optional.ofNullable(reportedAt.put(key, now));
            world.verdict()
                    .check(
                            Promise.REPORTS_ARE_LIMITED,
                            last.filter(at -> now.isBefore(at.plus(BETWEEN_REPORTS)))
                                    .isEmpty(),
                            () -> key + " lost its token to reports at " + last + " and at " + now);
        }
    }

    private static Optional<String> owner(Instance instance) {
        return instance.refreshState().lease().map(Lease::owner);
    }

    private void leased(Instance was) {
        Running me = world.running();
        world.verdict()
                .check(
                        Promise.COOL_DOWNS_ARE_KEPT,
                        !was.refreshState().coolingDown(me.process().clock().instant()),
                        () -> me + " is about to call although there is a cool-down until "
                                + was.refreshState().coolDownUntil());
    }

    private void received(InstanceKey key, Optional<InstanceToken> before, InstanceToken after) {
        Optional<IssuedToken> token = world.adobe().token(after.value());
        Instant trueExpiry = token.map(IssuedToken::expiresAt).orElse(Instant.MIN);
        Duration clockError = world.running().process().clockError();
        world.verdict()
                .check(
                        Promise.BELIEVED_EXPIRY_IS_TRUE,
                        !after.expiresAt().isAfter(trueExpiry.plus(clockError)),
                        () -> key + " believes its token to be valid until " + after.expiresAt()
                                + ", which it is until " + trueExpiry);
        Optional<IssuedToken> older = before.flatMap(held -> world.adobe().token(held.value()));
        noUseBefore.remove(key);
        if (older.isPresent() && older.equals(token)) {
            Instant now = world.running().process().clock().instant();
            noUseBefore.put(
                    key,
                    now.plus(Duration.between(now, after.expiresAt()).dividedBy(2))
                            .minus(SKEW));
        }
        if (older.isPresent() && token.isPresent()) {
            world.verdict()
                    .check(
                            Promise.NEWER_TOKEN_STAYS,
                            !token.get().issuedAt().isBefore(older.get().issuedAt()),
                            () -> key + " lost the token of " + older.get().issuedAt() + " to one of "
                                    + token.get().issuedAt());
        }
    }

    /** A token is asked for upstream. */
    void tokenAskedFor(ClientId client, Device device) {
        Running me = world.running();
        me.operation().key().ifPresent(key -> {
            calls.merge(key, 1, Integer::sum);
            inVain(me, key);
        });
        if (me.operation().kind() == Kind.REFRESH) {
            String ip = device.ip().map(ClientIp::reveal).orElse("");
            Instant now = world.scheduler().instant();
            world.verdict()
                    .check(
                            Promise.ADOBES_RATE_IS_KEPT,
                            background
                                    .computeIfAbsent(ip, _ -> new TokenBucket(now))
                                    .take(now),
                            () -> me + " calls too fast for the device of " + client);
        }
    }

    private void inVain(Running me, InstanceKey key) {
        if (ASKING.contains(me.operation().kind())) {
            Instant useful = noUseBefore.getOrDefault(key, Instant.MIN);
            world.verdict()
                    .check(
                            Promise.SAME_TOKEN_COSTS_ONE_CALL,
                            !world.scheduler().instant().isBefore(useful),
                            () -> me + " asks again for a token that it would get again until " + useful);
        }
    }

    /** How often a token was asked for on behalf of an instance. */
    int callsFor(InstanceKey key) {
        return calls.getOrDefault(key, 0);
    }

    /** A token is handed out. */
    void vended(InstanceKey key, InstanceToken token, Duration minTtl) {
        Running me = world.running();
        Instant now = world.scheduler().instant();
        Optional<IssuedToken> issued = world.adobe().token(token.value());
        Duration left =
                issued.map(known -> Duration.between(now, known.expiresAt())).orElse(Duration.ZERO);
        world.verdict()
                .check(
                        Promise.TOKENS_ARE_VALID,
                        left.plus(doubt(token)).isPositive()
                                && left.plus(doubt(token)).compareTo(minTtl) >= 0,
                        () -> me + " hands out a token that lasts for " + left + ", asked for " + minTtl);
        issued.ifPresent(known -> world.viewerWatch().usedBy(key, known.client()));
    }

    /** Of a life shorter than ten seconds less is given up than the clocks may differ: all who ask together shall get it. */
    private static Duration doubt(InstanceToken token) {
        Duration clockSkew = RefreshPolicy.DEFAULT.clockSkew();
        return clockSkew.minus(token.safetyMargin(clockSkew));
    }
}
