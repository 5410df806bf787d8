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
 * Runs many tasks on one simulated clock, one at a time. A task that sleeps hands over to the task that wakes next.
 * The same seed gives the same run.
 */
final class Scheduler implements InstantSource {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MAX_STEPS = 200_000;

    private record Wakeup(long at, long order, Task task) {}

    /** Unwinds the tasks of a run that takes too many steps. */
    static final class StepLimitExceeded extends Error {
        private static final long serialVersionUID = 1;

        StepLimitExceeded() {
            super("more than " + MAX_STEPS + " steps", null, false, false);
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

    /** Whether the run ended within the limit of steps. */
    boolean terminated() {
        return steps <= MAX_STEPS;
    }

    /** Starts a task after a delay. */
    void spawn(Duration delay, Runnable body) {
        sleepUntil(micros + delay.toNanos() / 1000, new Task(body));
    }

    /** Runs until every task has ended. */
    void run() {
        handOn();
        while (!over) {
            LockSupport.park(this);
        }
    }

    /** Lets other tasks run for this long. Only a task may call it. */
    void sleep(Duration duration) {
        sleepMicros(duration.toNanos() / 1000);
    }

    void sleepMicros(long duration) {
        Task me = currentTask();
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
            throw new StepLimitExceeded();
        }
    }

    Task currentTask() {
        if (current == null) {
            throw new IllegalStateException("no task is running");
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

    /** A simulated thread. */
    final class Task {
        private final Runnable body;
        private @Nullable Thread thread;
        private volatile boolean awake;
        private @Nullable OperationRun operation;

        Task(Runnable body) {
            this.body = body;
        }

        void executes(OperationRun started) {
            operation = started;
        }

        @Nullable
        OperationRun operation() {
            return operation;
        }

        private void resume() {
            awake = true;
            if (thread == null) {
                // The field is set before start(): the task may hand over and be resumed before start() returns.
                thread = Thread.ofVirtual().unstarted(this::live);
                thread.start();
            } else {
                LockSupport.unpark(thread);
            }
        }

        private void live() {
            try {
                body.run();
            } catch (StepLimitExceeded _) {
                // The run is over.
            } finally {
                handOn();
            }
        }
    }
}
