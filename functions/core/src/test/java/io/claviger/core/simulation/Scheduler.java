package io.claviger.core.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs many tasks on one simulated clock, and only ever one at a time: whoever goes to sleep hands the baton to the task that
 * wakes next. The same seed gives the same run.
 */
final class Scheduler implements InstantSource {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MAX_STEPS = 200_000;

    private record Wakeup(long at, long order, Task task) {}

    /** Unwinds a task of a run that does not come to rest. */
    static final class Endless extends Error {
        private static final long serialVersionUID = 1;

        Endless() {
            super("the run does not come to rest", null, false, false);
        }
    }

    private final PriorityQueue<Wakeup> asleep =
            new PriorityQueue<>(Comparator.comparingLong(Wakeup::at).thenComparingLong(Wakeup::order));
    private final SplittableRandom order;
    private final Thread main = Thread.currentThread();
    private long micros;
    private int steps;
    private @Nullable Task current;
    private volatile boolean over;

    Scheduler(long seed) {
        this.order = new SplittableRandom(seed);
    }

    @Override
    public Instant instant() {
        return START.plus(micros, ChronoUnit.MICROS);
    }

    int steps() {
        return steps;
    }

    /** Whether no task had to be unwound. */
    boolean cameToRest() {
        return steps <= MAX_STEPS;
    }

    /** Makes a task that begins after a delay. */
    void spawn(Duration delay, Runnable body) {
        sleepUntil(micros + delay.toNanos() / 1000, new Task(body));
    }

    /** Runs until no task is left. */
    void run() {
        handOn();
        while (!over) {
            LockSupport.park(this);
        }
    }

    /** Lets the others run for so long; called by the running task. */
    void sleep(Duration duration) {
        sleepMicros(duration.toNanos() / 1000);
    }

    void sleepMicros(long duration) {
        Task me = running();
        sleepUntil(micros + duration, me);
        if (me == next()) {
            wake(asleep.remove());
        } else {
            me.awake = false;
            handOn();
            while (!me.awake) {
                LockSupport.park(this);
            }
        }
        if (steps > MAX_STEPS) {
            throw new Endless();
        }
    }

    Task running() {
        if (current == null) {
            throw new IllegalStateException("only a task may do this");
        }
        return current;
    }

    private @Nullable Task next() {
        Wakeup first = asleep.peek();
        return first == null ? null : first.task();
    }

    private void sleepUntil(long at, Task task) {
        asleep.add(new Wakeup(at, order.nextLong(), task));
    }

    private void wake(Wakeup wakeup) {
        micros = Math.max(micros, wakeup.at());
        current = wakeup.task();
        steps++;
    }

    private void handOn() {
        Wakeup first = asleep.poll();
        if (first == null) {
            over = true;
            LockSupport.unpark(main);
        } else {
            wake(first);
            first.task().resume();
        }
    }

    /** One line of execution. */
    final class Task {
        private final Runnable body;
        private @Nullable Thread thread;
        private volatile boolean awake;
        private @Nullable Running operation;

        Task(Runnable body) {
            this.body = body;
        }

        void executes(Running started) {
            operation = started;
        }

        @Nullable
        Running operation() {
            return operation;
        }

        private void resume() {
            awake = true;
            if (thread == null) {
                // Known before it runs: it may hand on, and be resumed, before start() returns.
                thread = Thread.ofVirtual().unstarted(this::live);
                thread.start();
            } else {
                LockSupport.unpark(thread);
            }
        }

        private void live() {
            try {
                body.run();
            } catch (Endless _) {
                // The run is being unwound.
            } finally {
                handOn();
            }
        }
    }
}
