package io.claviger.core.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Decides, from the seed, which fault strikes when; a limit on their number shrinks a failing run. */
final class Faults {
    private static final double[] RATES = {0, 0, 0.002, 0.01, 0.03, 0.08};

    private final SplittableRandom random;
    private final int most;
    private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    private final boolean calm;
    private boolean over;
    private int count;

    Faults(long seed, int most) {
        this.random = new SplittableRandom(seed);
        this.most = most;
        this.calm = random.nextInt(6) == 0;
        for (Fault fault : Fault.values()) {
            rates.put(fault, calm ? 0 : RATES[random.nextInt(RATES.length)]);
        }
    }

    /** Whether this run has no faults at all. */
    boolean calm() {
        return calm;
    }

    boolean strikes(Fault fault) {
        double rate = over ? 0 : rates.getOrDefault(fault, 0.0);
        if (rate == 0 || random.nextDouble() >= rate || count >= most) {
            return false;
        }
        happened(fault);
        return true;
    }

    /** Counts what was brought about otherwise. */
    void happened(Fault fault) {
        count++;
        struck.merge(fault, 1, Integer::sum);
    }

    /** From now on all goes well. */
    void end() {
        over = true;
    }

    boolean ended() {
        return over;
    }

    int count() {
        return count;
    }

    Map<Fault, Integer> struck() {
        return struck;
    }
}
