package io.claviger.local.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.lambda.InvocationResult;
import io.claviger.local.lambda.LambdaFunction;
import io.claviger.local.lambda.LambdaService;
import io.claviger.local.template.AwsEnvironment;
import io.claviger.local.template.EventSource;
import io.claviger.local.template.TemplateException;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** EventBridge Scheduler: invokes functions when their time has come, or at once when asked. */
public final class Scheduler implements AutoCloseable {
    private final List<Entry> entries = new ArrayList<>();
    private final AwsEnvironment awsEnvironment;
    private final InstantSource clock;
    private final Consumer<String> console;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("scheduler").factory());

    private record Entry(LambdaFunction function, EventSource.Schedule schedule, ScheduleExpression expression) {
        String name() {
            return function.resource().logicalId() + schedule.name();
        }
    }

    /** @throws TemplateException for an expression that cannot be read */
    public Scheduler(
            LambdaService lambda, AwsEnvironment awsEnvironment, InstantSource clock, Consumer<String> console) {
        this.awsEnvironment = awsEnvironment;
        this.clock = clock;
        this.console = console;
        for (LambdaFunction function : lambda.functions()) {
            for (EventSource event : function.resource().events()) {
                if (event instanceof EventSource.Schedule schedule) {
                    entries.add(new Entry(function, schedule, expression(function, schedule)));
                }
            }
        }
    }

    private static ScheduleExpression expression(LambdaFunction function, EventSource.Schedule schedule) {
        try {
            return ScheduleExpression.parse(schedule.expression(), schedule.zone());
        } catch (IllegalArgumentException unreadable) {
            throw new TemplateException(
                    function.resource().logicalId() + ".Events." + schedule.name(),
                    String.valueOf(unreadable.getMessage()));
        }
    }

    /** Lets the schedules run by the clock: a rate for the first time one period from now. */
    public void start() {
        Instant now = clock.instant();
        entries.stream().filter(entry -> entry.schedule().enabled()).forEach(entry -> arrange(entry, now));
    }

    /**
     * Runs a schedule now, with its own input.
     *
     * @param id a function's logical id, or with the event's name behind it that of one of its schedules
     * @return nothing if there is no such schedule
     */
    public Optional<InvocationResult> runNow(String id) throws InterruptedException {
        Optional<Entry> found = entries.stream()
                .filter(entry -> entry.name().equals(id)
                        || entry.function().resource().logicalId().equals(id))
                .findFirst();
        return found.isEmpty() ? Optional.empty() : Optional.of(run(found.get(), clock.instant()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void arrange(Entry entry, Instant last) {
        entry.expression().after(last).ifPresent(next -> {
            Duration wait = Duration.between(clock.instant(), next);
            var ignored = timer.schedule(() -> due(entry, next), Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
        });
    }

    private void due(Entry entry, Instant time) {
        arrange(entry, time);
        // The scheduler does not wait for the last run, and neither may one schedule for another.
        Thread.ofVirtual().name(entry.name()).start(() -> {
            try {
                if (run(entry, time) instanceof InvocationResult.Failed(JsonNode error)) {
                    console.accept(entry.name() + " failed: "
                            + error.path("errorMessage").asText());
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private InvocationResult run(Entry entry, Instant time) throws InterruptedException {
        JsonNode payload = entry.schedule()
                .input()
                .map(input -> filled(input, entry, time))
                .orElseGet(() -> event(entry, time));
        return entry.function().invoke(Buffer.buffer(JsonNodes.bytes(payload)));
    }

    /** The context attributes of EventBridge Scheduler, wherever they stand in the input. */
    private JsonNode filled(JsonNode input, Entry entry, Instant time) {
        String text = input.toString()
                .replace("<aws.scheduler.schedule-arn>", arn(entry))
                .replace("<aws.scheduler.scheduled-time>", seconds(time))
                .replace("<aws.scheduler.execution-id>", UUID.randomUUID().toString())
                .replace("<aws.scheduler.attempt-number>", "1");
        return JsonNodes.parse(text).orElse(input);
    }

    /** What the scheduler sends when a schedule has no input of its own. */
    private ObjectNode event(Entry entry, Instant time) {
        ArrayNode resources = JsonNodes.array().add(arn(entry));
        ObjectNode event = JsonNodes.object()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.scheduler")
                .put("account", awsEnvironment.account())
                .put("time", seconds(time))
                .put("region", awsEnvironment.region());
        event.set("resources", resources);
        return event.put("detail", "{}");
    }

    private String arn(Entry entry) {
        return awsEnvironment.arn("scheduler", "schedule/default/" + entry.name());
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
