package io.claviger.core.simulation;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** What lies between a use case and whatever it calls: at each call others may run, and anything may fail. */
final class Network {
    private static final int TRAVEL_MICROS = 4_000;
    private static final int SLOW_MICROS = 800_000;
    private static final int STALL_MICROS = 60_000_000;

    private final Scheduler scheduler;
    private final Faults faults;
    private final Verdict verdict;
    private final Trace trace;
    private final SplittableRandom random;

    Network(Scheduler scheduler, Faults faults, Verdict verdict, Trace trace, long seed) {
        this.scheduler = scheduler;
        this.faults = faults;
        this.verdict = verdict;
        this.trace = trace;
        this.random = new SplittableRandom(seed);
    }

    SplittableRandom random() {
        return random;
    }

    /**
     * @param work what is done on the other side, at one moment
     * @param lost what the caller sees when its request or the answer is lost
     */
    <T> T call(String what, Supplier<T> work, Supplier<T> lost) {
        leave(what);
        if (strikes(Fault.REQUEST_LOST, what)) {
            move();
            return lost.get();
        }
        T answer = work.get();
        trace.note(() -> what + " -> " + Telling.of(answer));
        arrive(what);
        return strikes(Fault.ANSWER_LOST, what) ? lost.get() : answer;
    }

    /** The way there. */
    void leave(String what) {
        Optional<Running> me = running();
        me.ifPresent(running -> verdict.check(
                Promise.EVERY_CLIENT_IS_KNOWN,
                running.notWrittenDown().isEmpty(),
                () -> running + " calls " + what + " before it wrote down "
                        + running.notWrittenDown().orElseThrow()));
        if (strikes(Fault.CRASH_BEFORE_CALL, what)) {
            throw new Crash();
        }
        move();
    }

    /** The way back. */
    void arrive(String what) {
        move();
        if (strikes(Fault.STALLED_PAST_LEASE, what)) {
            scheduler.sleepMicros(random.nextInt(STALL_MICROS));
        }
        if (strikes(Fault.CRASH_AFTER_CALL, what)) {
            throw new Crash();
        }
    }

    boolean strikes(Fault fault, String what) {
        boolean strikes = faults.strikes(fault);
        if (strikes) {
            running().ifPresent(Running::disturb);
            trace.note(() -> "*** " + fault + " at " + what);
        }
        return strikes;
    }

    /** Between two halves of one piece of work on the other side. */
    void between() {
        move();
    }

    void pause(Duration duration) {
        scheduler.sleep(duration);
    }

    Optional<Running> running() {
        return Optional.ofNullable(scheduler.running().operation());
    }

    /** Half of the ways take no time, so that nobody else can run meanwhile. */
    private void move() {
        if (faults.strikes(Fault.SLOW)) {
            scheduler.sleepMicros(random.nextInt(SLOW_MICROS));
        } else if (random.nextBoolean()) {
            scheduler.sleepMicros(random.nextInt(TRAVEL_MICROS));
        }
    }
}
