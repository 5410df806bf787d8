package io.claviger.sandbox.faults;

import io.claviger.sandbox.faults.FaultPlan.Delivery;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The faults of the moment, and the dice that decide which calls they meet. Safe for many threads. */
public final class FaultsInForce {
    private final AtomicReference<Faults> current;
    private final RandomGenerator random;

    /** Takes the dice that decide the share of calls; they must be safe for many threads. */
    public FaultsInForce(Faults atStart, RandomGenerator random) {
        this.current = new AtomicReference<>(atStart);
        this.random = random;
    }

    /** The whole set. */
    public Faults current() {
        return current.get();
    }

    /** Replaces the whole set, and returns the former one. */
    public Faults replace(Faults faults) {
        return current.getAndSet(faults);
    }

    /** Throws the dice for one call. */
    public FaultPlan plan(Endpoint endpoint, String path) {
        var faults = current.get();
        if (!faults.concern(endpoint, path)) {
            return new FaultPlan(0, false, null, false, Delivery.WHOLE, null);
        }
        return new FaultPlan(
                faults.latencyMs() != null && happens(faults.latencyRate(), 1) ? faults.latencyMs() : 0,
                happens(faults.resetRate(), 0),
                faults.status() != null && happens(faults.statusRate(), 1) ? faults.status() : null,
                happens(faults.sameTokenRate(), 0),
                delivery(faults),
                faults.contentType() != null && happens(faults.contentTypeRate(), 1) ? faults.contentType() : null);
    }

    private Delivery delivery(Faults faults) {
        if (happens(faults.dropResponseRate(), 0)) {
            return Delivery.DROPPED;
        }
        if (happens(faults.truncateRate(), 0)) {
            return Delivery.TRUNCATED;
        }
        return happens(faults.endlessBodyRate(), 0) ? Delivery.ENDLESS : Delivery.WHOLE;
    }

    private boolean happens(@Nullable Double rate, double otherwise) {
        double share = rate == null ? otherwise : rate;
        return share >= 1 || (share > 0 && random.nextDouble() < share);
    }
}
