package io.claviger.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.local.template.FunctionResource;
import io.claviger.local.template.FunctionResource.Retries;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AsyncInvocationsTest {
    private static final InvocationResult RETURNED = new InvocationResult.Returned(Buffer.buffer("{}"));
    private static final InvocationResult FAILED =
            new InvocationResult.Failed(RuntimeError.of("Sandbox.Timedout", "Task timed out"));

    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> console = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource clock = () -> now;

    @Test
    void a_failed_event_is_tried_again_after_one_minute_and_after_two_more() {
        invoke(new Retries(2, Duration.ofMinutes(15)), FAILED, FAILED, FAILED, RETURNED);

        assertThat(pauses).containsExactly(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(2));
        assertThat(console)
                .containsExactly(
                        "CheckFunction failed, and is tried again in 1 min: Task timed out",
                        "CheckFunction failed, and is tried again in 2 min: Task timed out",
                        "CheckFunction failed, and is not tried again: Task timed out");
    }

    @Test
    void an_event_that_succeeds_is_not_repeated() {
        invoke(new Retries(2, Duration.ofMinutes(15)), FAILED, RETURNED, FAILED);

        assertThat(pauses).containsExactly(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void an_event_that_is_too_old_is_not_tried_again() {
        invoke(new Retries(2, Duration.ofMinutes(2)), FAILED, FAILED, RETURNED);

        assertThat(pauses).containsExactly(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void a_function_without_retries_runs_once() {
        invoke(new Retries(0, Duration.ofMinutes(1)), FAILED, RETURNED);

        assertThat(pauses).containsExactly(Duration.ZERO);
    }

    private void invoke(Retries retries, InvocationResult... results) {
        Iterator<InvocationResult> next = List.of(results).iterator();
        new AsyncInvocations(this::pass, clock, console::add)
                .invoke(function(retries), _ -> next.next(), Buffer.buffer("{}"));
    }

    private void pass(Duration pause, Runnable task) {
        pauses.add(pause);
        now = now.plus(pause);
        task.run();
    }

    private static FunctionResource function(Retries retries) {
        return new FunctionResource(
                "CheckFunction",
                "check",
                "arn",
                "handler",
                Path.of("function.zip"),
                Map.of(),
                Duration.ofSeconds(3),
                128,
                false,
                "Text",
                Optional.empty(),
                false,
                retries,
                List.of());
    }
}
