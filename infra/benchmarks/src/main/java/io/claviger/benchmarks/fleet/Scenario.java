package io.claviger.benchmarks.fleet;

import java.time.Duration;

/**
 * What happens to a fleet, in times since its start. All instances register in a burst and get a token. Then the active
 * ones vend, most of them in the evening.
 *
 * @param activeShare the share of instances that vend again after their registration
 * @param slots how many renewals the workers make at once
 * @param revokedShare the share of instances of the application that is revoked
 */
record Scenario(
        int instances,
        Duration length,
        Duration burst,
        Duration tokenLife,
        double refreshShare,
        double activeShare,
        double vendsADay,
        int slots,
        Period outage,
        Period throttling,
        double revokedShare,
        Duration revokedAt,
        Duration rotatedAt) {

    /** From {@code start}, included, to {@code end}. */
    record Period(Duration start, Duration end) {
        boolean contains(Duration time) {
            return time.compareTo(start) >= 0 && time.compareTo(end) < 0;
        }
    }

    /** How long Adobe takes to answer. */
    static final Duration LATENCY = Duration.ofMillis(100);

    /** What a renewal takes beside Adobe's answer: see {@code renewal.milliseconds} of the model. */
    static final Duration STORING = Duration.ofMillis(60);

    /** How many renewals a worker makes at once: {@code WorkerConcurrency}. */
    static final int WORKER_SLOTS = 5;

    /** The share of calls that get a 429 while Adobe throttles. */
    static final double THROTTLED_SHARE = 0.5;

    /** A day and a half of the model's fleet. */
    static Scenario standard(int instances, double refreshShare) {
        return of(
                instances,
                Duration.ofHours(36),
                Duration.ofHours(6),
                refreshShare,
                new Period(Duration.ofHours(9), Duration.ofHours(10)),
                new Period(Duration.ofHours(14), Duration.ofMinutes(14 * 60 + 30)));
    }

    /** Seventy minutes without an outage and without 429s, and with tokens that live an hour. */
    static Scenario undisturbed(int instances) {
        Period never = new Period(Duration.ZERO, Duration.ZERO);
        return of(instances, Duration.ofMinutes(70), Duration.ofHours(1), 0.85, never, never);
    }

    private static Scenario of(
            int instances, Duration length, Duration tokenLife, double refreshShare, Period outage, Period throttling) {
        return new Scenario(
                instances,
                length,
                Duration.ofMinutes(10),
                tokenLife,
                refreshShare,
                0.5,
                10,
                slots(instances),
                outage,
                throttling,
                0.1,
                Duration.ofHours(20),
                Duration.ofHours(26));
    }

    /** The template's default of 25, or as many as renew the whole fleet in ten minutes after an outage. */
    private static int slots(int instances) {
        double busy = instances
                * (double) LATENCY.plus(STORING).toMillis()
                / Duration.ofMinutes(10).toMillis();
        return WORKER_SLOTS * Math.max(5, Math.ceilDiv((int) Math.ceil(busy), WORKER_SLOTS));
    }

    /** The number of its address: every second instance has its own, households have four, a hotel has one in 500. */
    int address(int instance) {
        int hotel = instances / 500;
        if (instance < hotel) {
            return 0;
        }
        return 1 + (instance % 2 == 0 ? instance : instances + instance / 8);
    }

    boolean active(int instance) {
        return instance % 100 < activeShare * 100;
    }

    boolean revoked(int instance) {
        return instance % 1000 < revokedShare * 1000;
    }

    /** The chance that an active instance vends in this minute of the run. It begins at six in the morning. */
    double vendsInMinute(long minute) {
        double hour = 6 + minute / 60.0;
        return vendsADay / (24 * 60) * (1 + 0.9 * Math.cos(2 * Math.PI * (hour - 20) / 24));
    }
}
