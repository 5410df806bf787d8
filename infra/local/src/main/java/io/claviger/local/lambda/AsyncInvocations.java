package io.claviger.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.template.FunctionResource;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asynchronous invocations: those of schedules, and of callers that do not wait. One that fails is repeated a minute
 * later, and two minutes after that, as the function's {@code EventInvokeConfig} allows (Lambda guide, "How Lambda
 * handles errors and retries with asynchronous invocation").
 */
public final class AsyncInvocations implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private final Timer timer;
    private final InstantSource clock;
    private final Consumer<String> console;
    private volatile boolean closed;

    /** Runs a task later, in a thread that may wait. */
    @FunctionalInterface
    interface Timer {
        void after(Duration pause, Runnable task);
    }

    /** A function, as {@link LambdaFunction#invoke} runs it. */
    @FunctionalInterface
    public interface Target {
        InvocationResult invoke(Buffer payload) throws InterruptedException;
    }

    private record Event(FunctionResource function, Target target, Buffer payload, Instant expiresAt) {}

    /** @param console gets a line for each attempt that fails */
    public AsyncInvocations(InstantSource clock, Consumer<String> console) {
        this(
                (pause, task) -> CompletableFuture.delayedExecutor(
                                pause.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                        .execute(task),
                clock,
                console);
    }

    AsyncInvocations(Timer timer, InstantSource clock, Consumer<String> console) {
        this.timer = timer;
        this.clock = clock;
        this.console = console;
    }

    /** Takes the event and returns at once. */
    public void invoke(FunctionResource function, Target target, Buffer payload) {
        Instant expiresAt = clock.instant().plus(function.retries().maxAge());
        Event event = new Event(function, target, payload, expiresAt);
        timer.after(Duration.ZERO, () -> attempt(event, 0));
    }

    private void attempt(Event event, int retries) {
        if (closed) {
            return;
        }
        try {
            if (event.target().invoke(event.payload()) instanceof InvocationResult.Failed(JsonNode error)) {
                failed(event, retries, error.path("errorMessage").asText());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(Event event, int retries, String message) {
        Duration pause = FIRST_PAUSE.multipliedBy(retries + 1L);
        boolean again = retries < event.function().retries().maxAttempts()
                && clock.instant().plus(pause).isBefore(event.expiresAt());
        console.accept("%s failed, %s: %s"
                .formatted(
                        event.function().logicalId(),
                        again ? "and is tried again in " + pause.toMinutes() + " min" : "and is not tried again",
                        message));
        if (again) {
            timer.after(pause, () -> attempt(event, retries + 1));
        }
    }

    /** No event is tried again. */
    @Override
    public void close() {
        closed = true;
    }
}
