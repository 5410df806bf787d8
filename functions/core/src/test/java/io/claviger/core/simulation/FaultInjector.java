package io.claviger.core.simulation;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Decides from the seed where a fault is injected. A limit on their number shrinks a failing run. */
final class FaultInjector {
    private static final double[] RATES = {0, 0, 0.002, 0.01, 0.03, 0.08};

    /** Faults of which a run has few occasions. */
    private static final Set<Fault> RARE =
            EnumSet.of(Fault.REPEATED_AFTER_OTHERS_WROTE, Fault.AWS_OUTAGE_AFTER_REGISTERING, Fault.REPLICA_LAG);

    private static final int OFTEN = 5;

    private final SplittableRandom random;
    private final int most;
    private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private final boolean faultless;
    private boolean over;
    private int count;

    FaultInjector(long seed, int most) {
        this.random = new SplittableRandom(seed);
        this.most = most;
        this.faultless = random.nextInt(6) == 0;
        for (Fault fault : Fault.values()) {
            double rate = RATES[random.nextInt(RATES.length)] * (RARE.contains(fault) ? OFTEN : 1);
            rates.put(fault, faultless ? 0 : rate);
        }
    }

    /** Whether this run injects no fault. */
    boolean faultless() {
        return faultless;
    }

    boolean injects(Fault fault) {
        double rate = over ? 0 : rates.getOrDefault(fault, 0.0);
        if (rate == 0 || random.nextDouble() >= rate || count >= most) {
            return false;
        }
        count(fault);
        return true;
    }

    /** Counts a fault that the workload itself brings about. */
    void count(Fault fault) {
        count++;
        injected.merge(fault, 1, Integer::sum);
    }

    /** Injects no fault from now on. */
    void end() {
        over = true;
    }

    boolean ended() {
        return over;
    }

    int count() {
        return count;
    }

    Map<Fault, Integer> injected() {
        return injected;
    }
}
