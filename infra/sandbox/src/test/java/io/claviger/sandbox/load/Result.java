package io.claviger.sandbox.load;

import java.util.List;

/**
 * The figures of one part of the load test.
 *
 * @param cpuSeconds  of the process, callers included
 * @param sortedNanos the duration of each call, the shortest first
 */
record Result(double seconds, double cpuSeconds, long failed, List<Long> sortedNanos) {
    int calls() {
        return sortedNanos.size();
    }

    double millisAt(double share) {
        return sortedNanos.get((int) Math.min(calls() - 1L, Math.round(share * calls()))) / 1e6;
    }
}
