package io.claviger.core.simulation;

import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.fake.TokenBucket;
import io.claviger.core.simulation.Operation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Invariants of the breaker: what opens it, and how many calls wait while it is open. */
final class UpstreamInvariants {
    /** A process relies on an older answer of the store for five seconds, clocks differ by five, calls last five. */
    private static final Duration TAKES_EFFECT = Duration.ofSeconds(16);

    /** The window, and the longest time for which a process stands still before it reports. */
    private static final Duration COUNTED = Duration.ofMinutes(2);

    private final World world;
    private final Deque<Instant> silences = new ArrayDeque<>();
    private final Set<OperationRun> waiting = new HashSet<>();
    private final Map<String, TokenBucket> background = new HashMap<>();

    UpstreamInvariants(World world) {
        this.world = world;
    }

    /** A call waits for Adobe. One that a fault let through, or that comes late from a process that stood still, is not counted. */
    void begun() {
        OperationRun me = world.currentRun();
        if (me.disturbed() || me.stalled()) {
            return;
        }
        waiting.add(me);
        Instant now = world.scheduler().instant();
        boolean inEffect = world.breaker()
                .openedAt()
                .filter(at -> at.plus(TAKES_EFFECT).isBefore(now))
                .isPresent();
        world.invariants()
                .check(
                        Invariant.FEW_CALLS_WAIT_WHILE_OPEN,
                        !inEffect || waiting.size() <= 1,
                        () -> waiting + " wait for Adobe while the breaker is open");
    }

    void ended(boolean silent) {
        waiting.remove(world.currentRun());
        if (silent) {
            silences.add(world.scheduler().instant());
        }
    }

    /** A call has come to Adobe. One of a process that stood still comes later than its turn. */
    void arrives(Device device) {
        OperationRun me = world.currentRun();
        Kind kind = me.operation().kind();
        boolean pacedCheck = ClientInvariants.CHECKING.contains(kind) && world.checksArePaced() && !me.stalled();
        if (kind == Kind.REFRESH || pacedCheck) {
            String ip = device.ip().map(ClientIp::reveal).orElse("");
            Instant now = world.scheduler().instant();
            world.invariants()
                    .check(
                            Invariant.BACKGROUND_TAKES_HALF,
                            background
                                    .computeIfAbsent(ip, _ -> TokenBucket.forBackgroundCalls(now))
                                    .take(now),
                            () -> me + " exceeds the share of " + device);
        }
    }

    void opened() {
        Instant since = world.scheduler().instant().minus(COUNTED);
        silences.removeIf(at -> at.isBefore(since));
        world.invariants()
                .check(
                        Invariant.SILENCE_OPENS_THE_BREAKER,
                        silences.size() >= SimulatedBreaker.POLICY.minSilent(),
                        () -> "the breaker opens after " + silences.size() + " silent calls");
    }
}
