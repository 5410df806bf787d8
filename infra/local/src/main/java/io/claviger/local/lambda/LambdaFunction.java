package io.claviger.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.lambda.ExecutionEnvironment.State;
import io.claviger.local.template.FunctionResource;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A function and its environments. It starts environments on demand, up to a limit. */
public final class LambdaFunction implements AutoCloseable {
    /** One environment with its process. */
    record Running(String id, Process process, ExecutionEnvironment environment) {
        void kill() {
            process.destroyForcibly();
        }
    }

    /** The state of one process. */
    public record ProcessStatus(long pid, String state, long invocations) {}

    private final FunctionResource resource;
    private final Path code;
    private final FunctionProcess launcher;
    private final RuntimeApi api;
    private final FunctionLog log;
    private final InstantSource clock;
    private final Optional<Freezer> freezer;
    private final Semaphore slots;
    private final Deque<Running> idle = new ArrayDeque<>();
    private final List<Running> alive = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private volatile boolean wasReady;

    LambdaFunction(
            FunctionResource resource,
            Path code,
            FunctionProcess launcher,
            RuntimeApi api,
            FunctionLog log,
            InstantSource clock,
            Optional<Freezer> freezer,
            int concurrency) {
        this.resource = resource;
        this.code = code;
        this.launcher = launcher;
        this.api = api;
        this.log = log;
        this.clock = clock;
        this.freezer = freezer;
        this.slots = new Semaphore(concurrency, true);
    }

    public FunctionResource resource() {
        return resource;
    }

    /** Whether a process of this function has ever asked for an invocation. */
    public boolean wasReady() {
        return wasReady;
    }

    public String logText() {
        return log.text();
    }

    public List<ProcessStatus> processes() {
        return alive.stream()
                .filter(running -> running.environment().state() != State.ENDED)
                .map(running -> new ProcessStatus(
                        running.process().pid(),
                        running.environment().state().name().toLowerCase(Locale.ROOT),
                        running.environment().invocations()))
                .toList();
    }

    /** Starts one environment, so that the first invocation finds it ready. False if it does not start. */
    public boolean warmUp() throws InterruptedException {
        slots.acquire();
        try {
            Running running = launch();
            boolean ready = running.environment().awaitReady();
            wasReady |= ready;
            release(running);
            return ready;
        } finally {
            slots.release();
        }
    }

    /** Runs the function once. It waits for a free environment where all are busy. */
    public InvocationResult invoke(Buffer payload) throws InterruptedException {
        slots.acquire();
        try {
            Invocation invocation = Invocation.of(payload, clock.instant(), resource.traced());
            InvocationAttempt attempt = attempt(environment(), invocation);
            if (attempt instanceof InvocationAttempt.NeverTaken) {
                // The process ended while it was idle. Lambda replaces it, too.
                attempt = attempt(launch(), invocation);
            }
            return switch (attempt) {
                case InvocationAttempt.Finished(InvocationResult result) -> result;
                case InvocationAttempt.NeverTaken(JsonNode reason) -> new InvocationResult.Failed(reason);
            };
        } finally {
            slots.release();
        }
    }

    private InvocationAttempt attempt(Running running, Invocation invocation) throws InterruptedException {
        InvocationAttempt attempt = running.environment().invoke(invocation, running::kill);
        wasReady = true;
        release(running);
        return attempt;
    }

    private Running environment() {
        Running candidate = takeIdle();
        while (candidate != null && !usable(candidate)) {
            candidate = takeIdle();
        }
        return candidate == null ? launch() : candidate;
    }

    private synchronized @Nullable Running takeIdle() {
        return idle.pollLast();
    }

    private synchronized void release(Running running) {
        if (usable(running)) {
            idle.addLast(running);
        }
    }

    private static boolean usable(Running running) {
        return Liveness.isAlive(running.process()) && running.environment().state() != State.ENDED;
    }

    private synchronized Running launch() {
        if (closed) {
            throw new IllegalStateException(resource.logicalId() + " is closed");
        }
        String id = resource.logicalId() + "-" + UUID.randomUUID();
        ExecutionEnvironment environment = new ExecutionEnvironment(resource.arn(), resource.timeout(), clock, freezer);
        api.register(id, environment);
        Process process = launcher.start(resource, code, id);
        environment.started(process);
        Running running = new Running(id, process, environment);
        alive.add(running);
        Thread.ofVirtual().name("log-" + id).start(() -> log.copy(process.getInputStream()));
        Thread.ofVirtual().name("end-" + id).start(() -> awaitEnd(running));
        return running;
    }

    private void awaitEnd(Running running) {
        try {
            int status = running.process().waitFor();
            // An exit status of 128 + n means that signal n ended the process.
            String how = status > 128 ? "signal: " + (status - 128) : "exit status " + status;
            running.environment().ended("Runtime exited with error: " + how);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            running.environment().ended("The local system is stopping");
        }
        api.forget(running.id());
        alive.remove(running);
    }

    /** Kills every process. Lambda gives a function no time to end, either, unless it has an extension. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        List<Running> running = List.copyOf(alive);
        running.forEach(Running::kill);
        running.forEach(each -> each.process().onExit().join());
        log.close();
    }
}
