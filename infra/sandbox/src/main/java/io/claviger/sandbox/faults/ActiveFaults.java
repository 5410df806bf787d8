package io.claviger.sandbox.faults;

import io.claviger.sandbox.faults.FaultPlan.Delivery;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The faults now, and the random choice of the calls that they affect. Safe for many threads. */
public final class ActiveFaults {
    private final AtomicReference<Faults> current;
    private final RandomGenerator random;

    /** The random generator must be safe for many threads. */
    public ActiveFaults(Faults initial, RandomGenerator random) {
        this.current = new AtomicReference<>(initial);
        this.random = random;
    }

    /** All faults. */
    public Faults current() {
        return current.get();
    }

    /** Replaces all faults, and returns the former ones. */
    public Faults replace(Faults faults) {
        return current.getAndSet(faults);
    }

    /** Chooses the faults of one call. */
    public FaultPlan plan(EndpointName endpoint, String path) {
        var faults = current.get();
        if (!faults.affect(endpoint, path)) {
            return new FaultPlan(0, false, null, false, Delivery.WHOLE, null);
        }
        return new FaultPlan(
                faults.latencyMs() != null && chance(faults.latencyRate(), 1) ? faults.latencyMs() : 0,
                chance(faults.resetRate(), 0),
                faults.status() != null && chance(faults.statusRate(), 1) ? faults.status() : null,
                chance(faults.sameTokenRate(), 0),
                delivery(faults),
                faults.contentType() != null && chance(faults.contentTypeRate(), 1) ? faults.contentType() : null);
    }

    private Delivery delivery(Faults faults) {
        if (chance(faults.dropResponseRate(), 0)) {
            return Delivery.DROPPED;
        }
        if (chance(faults.truncateRate(), 0)) {
            return Delivery.TRUNCATED;
        }
        return chance(faults.endlessBodyRate(), 0) ? Delivery.ENDLESS : Delivery.WHOLE;
    }

    private boolean chance(@Nullable Double rate, double defaultRate) {
        double share = rate == null ? defaultRate : rate;
        return share >= 1 || (share > 0 && random.nextDouble() < share);
    }
}
