package io.claviger.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One process of a function. It runs one invocation at a time, as in Lambda. */
final class ExecutionEnvironment {
    /** Lambda allows 10 s for the init phase. A laptop that starts all functions at once needs more. */
    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);

    enum State {
        STARTING,
        IDLE,
        BUSY,
        ENDED
    }

    private final String functionArn;
    private final Duration timeout;
    private final InstantSource clock;
    private final Optional<Freezer> freezer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.STARTING;
    private @Nullable Process process;
    private @Nullable Invocation offered;
    private @Nullable Invocation taken;
    private @Nullable InvocationResult result;
    private @Nullable JsonNode ending;
    private long invocations;

    /** @param timeout the function's time limit, counted from when the process takes an invocation */
    ExecutionEnvironment(String functionArn, Duration timeout, InstantSource clock, Optional<Freezer> freezer) {
        this.functionArn = functionArn;
        this.timeout = timeout;
        this.clock = clock;
        this.freezer = freezer;
    }

    /** The process has been started. */
    void started(Process running) {
        freezer.ifPresent(each -> each.add(running));
        locked(() -> process = running);
    }

    String functionArn() {
        return functionArn;
    }

    /** The latest end of an invocation that the process takes now, in Unix milliseconds. */
    long deadline() {
        return clock.instant().plus(timeout).toEpochMilli();
    }

    State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** The number of invocations that the process has taken. */
    long invocations() {
        lock.lock();
        try {
            return invocations;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the process asks for its first invocation; false if it ends or takes too long. */
    boolean awaitReady() throws InterruptedException {
        lock.lock();
        try {
            long left = INIT_LIMIT.toNanos();
            while (state == State.STARTING && left > 0) {
                left = changed.awaitNanos(left);
            }
            return state != State.STARTING && state != State.ENDED;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Offers an invocation to the process and waits for the result.
     *
     * @param kill ends the process; called at the time limit
     */
    InvocationAttempt invoke(Invocation invocation, Runnable kill) throws InterruptedException {
        lock.lock();
        try {
            offered = invocation;
            changed.signalAll();
            long left = INIT_LIMIT.toNanos();
            while (offered != null && state != State.ENDED && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (offered != null) {
                offered = null;
                return new InvocationAttempt.NeverTaken(ending == null ? initTimedOut(kill) : ending);
            }
            return new InvocationAttempt.Finished(awaitResult(invocation, kill));
        } finally {
            lock.unlock();
        }
    }

    private InvocationResult awaitResult(Invocation invocation, Runnable kill) throws InterruptedException {
        long left = timeout.toNanos();
        while (result == null && state != State.ENDED && left > 0) {
            left = changed.awaitNanos(left);
        }
        InvocationResult finished = result;
        result = null;
        if (finished != null) {
            return finished;
        }
        String prefix = "RequestId: " + invocation.requestId() + " Error: ";
        if (state == State.ENDED) {
            String reason = ending == null
                    ? "Runtime exited"
                    : ending.path("errorMessage").asText();
            return new InvocationResult.Failed(RuntimeError.of("Runtime.ExitError", prefix + reason));
        }
        kill.run();
        double seconds = timeout.toMillis() / 1000.0;
        return new InvocationResult.Failed(RuntimeError.of(
                "Sandbox.Timedout", prefix + String.format(Locale.ROOT, "Task timed out after %.2f seconds", seconds)));
    }

    private static JsonNode initTimedOut(Runnable kill) {
        kill.run();
        return RuntimeError.of(
                "Sandbox.Timedout", "The function did not start within " + INIT_LIMIT.toSeconds() + " seconds");
    }

    /**
     * Called by a process with SnapStart, once its snapshot can be taken: waits until there is an invocation. False if
     * the process ends first.
     */
    boolean restore(HttpRequest.Connection connection) throws InterruptedException {
        lock.lock();
        try {
            return awaitOffer(connection);
        } finally {
            lock.unlock();
        }
    }

    /** Called by the process: waits for its next invocation. Empty if the process ends first. */
    Optional<Invocation> next(HttpRequest.Connection connection) throws InterruptedException {
        lock.lock();
        try {
            if (!awaitOffer(connection)) {
                return Optional.empty();
            }
            Optional<Invocation> invocation = Optional.ofNullable(offered);
            taken = offered;
            offered = null;
            result = null;
            state = State.BUSY;
            invocations++;
            changed.signalAll();
            return invocation;
        } finally {
            lock.unlock();
        }
    }

    /** The process is frozen while it waits. */
    private boolean awaitOffer(HttpRequest.Connection connection) throws InterruptedException {
        boolean[] gone = {false};
        connection.onClose(() -> locked(() -> gone[0] = true));
        if (state != State.ENDED) {
            state = State.IDLE;
        }
        changed.signalAll();
        Process waiting = process;
        if (offered == null && waiting != null) {
            freezer.ifPresent(each -> each.freeze(waiting));
        }
        while (offered == null && state != State.ENDED && !gone[0]) {
            changed.await();
        }
        if (waiting != null) {
            freezer.ifPresent(each -> each.thaw(waiting));
        }
        return state != State.ENDED && !gone[0];
    }

    /** Called by the process: false if it is not running that invocation. */
    boolean finish(String requestId, InvocationResult finished) {
        lock.lock();
        try {
            if (taken == null || !taken.requestId().equals(requestId)) {
                return false;
            }
            taken = null;
            result = finished;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Called by the process, which exits next: the runtime could not start the function. */
    void initFailed(JsonNode error) {
        locked(() -> ending = error);
    }

    /** The process has ended. */
    void ended(String how) {
        locked(() -> {
            state = State.ENDED;
            if (ending == null) {
                ending = RuntimeError.of("Runtime.ExitError", how);
            }
        });
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
