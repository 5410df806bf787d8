package io.claviger.core.simulation;

import io.claviger.core.fake.Crash;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Carries each port call: another task may run meanwhile, and a fault may be injected. */
final class Network {
    private static final int TRAVEL_MICROS = 4_000;
    private static final int SLOW_MICROS = 800_000;
    /** The SDK gives up after seven seconds. */
    private static final int HANGS_MICROS = 7_000_000;

    private static final int STALL_MICROS = 60_000_000;

    private final Scheduler scheduler;
    private final FaultInjector faults;
    private final InvariantChecker invariants;
    private final BiConsumer<OperationRun, String> endedByLambda;
    private final Trace trace;
    private final SplittableRandom random;

    /** @param endedByLambda gets each operation that Lambda ends, and the call that it was making */
    Network(
            Scheduler scheduler,
            FaultInjector faults,
            InvariantChecker invariants,
            BiConsumer<OperationRun, String> endedByLambda,
            Trace trace,
            long seed) {
        this.scheduler = scheduler;
        this.faults = faults;
        this.invariants = invariants;
        this.endedByLambda = endedByLambda;
        this.trace = trace;
        this.random = new SplittableRandom(seed);
    }

    SplittableRandom random() {
        return random;
    }

    /**
     * @param work what the other side does, atomically
     * @param lost what the caller gets when the request or the answer is lost
     */
    <T> T call(String what, Supplier<T> work, Supplier<T> lost) {
        leave(what);
        if (injects(Fault.HANGS, what)) {
            currentRun().ifPresent(me -> me.hang(scheduler.instant()));
            scheduler.sleepMicros(random.nextInt(HANGS_MICROS));
            endAtDeadline(what);
        }
        if (injects(Fault.REQUEST_LOST, what)) {
            move();
            return lost.get();
        }
        T answer = work.get();
        trace.note(() -> what + " -> " + TraceFormat.of(answer));
        arrive(what);
        return injects(Fault.ANSWER_LOST, what) ? lost.get() : answer;
    }

    /** The request travels. */
    void leave(String what) {
        Optional<OperationRun> me = currentRun();
        me.ifPresent(running -> invariants.check(
                Invariant.EVERY_CLIENT_IS_KNOWN,
                running.unrecorded().isEmpty(),
                () -> running + " calls " + what + " before it recorded "
                        + running.unrecorded().orElseThrow()));
        if (injects(Fault.CRASH_BEFORE_CALL, what)) {
            throw new Crash();
        }
        move();
        endAtDeadline(what);
    }

    /** The answer travels. */
    void arrive(String what) {
        move();
        endAtDeadline(what);
        if (injects(Fault.STALLED_PAST_LEASE, what)) {
            currentRun().ifPresent(OperationRun::stall);
            scheduler.sleepMicros(random.nextInt(STALL_MICROS));
        }
        if (injects(Fault.CRASH_AFTER_CALL, what)) {
            throw new Crash();
        }
    }

    /** Lambda ends the process. One that stalled goes on: a write that comes late must change nothing. */
    private void endAtDeadline(String what) {
        Optional<OperationRun> ended = currentRun()
                .filter(run ->
                        !run.stalled() && !run.timeLeft(scheduler.instant()).isPositive());
        if (ended.isPresent()) {
            endedByLambda.accept(ended.get(), what);
            throw new Crash();
        }
    }

    boolean injects(Fault fault, String what) {
        boolean strikes = faults.injects(fault);
        if (strikes) {
            currentRun().ifPresent(OperationRun::disturb);
            trace.note(() -> "*** " + fault + " at " + what);
        }
        return strikes;
    }

    /** Lets time pass between two halves of the other side's work. */
    void between() {
        move();
    }

    void pause(Duration duration) {
        scheduler.sleep(duration);
    }

    Optional<OperationRun> currentRun() {
        return Optional.ofNullable(scheduler.currentTask().operation());
    }

    /** Half of the trips take no time, so that no other task runs meanwhile. */
    private void move() {
        if (faults.injects(Fault.SLOW)) {
            scheduler.sleepMicros(random.nextInt(SLOW_MICROS));
        } else if (random.nextBoolean()) {
            scheduler.sleepMicros(random.nextInt(TRAVEL_MICROS));
        }
    }
}
