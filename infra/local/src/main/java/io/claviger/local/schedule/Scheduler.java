package io.claviger.local.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.lambda.AsyncInvocations;
import io.claviger.local.lambda.InvocationResult;
import io.claviger.local.lambda.LambdaFunction;
import io.claviger.local.lambda.LambdaService;
import io.claviger.local.template.AwsEnvironment;
import io.claviger.local.template.EventSource;
import io.claviger.local.template.TemplateException;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** EventBridge Scheduler: invokes functions by the clock, or at once when asked. */
public final class Scheduler implements AutoCloseable {
    private final List<Entry> entries = new ArrayList<>();
    private final AwsEnvironment awsEnvironment;
    private final InstantSource clock;
    private final AsyncInvocations invocations;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("scheduler").factory());

    private record Entry(LambdaFunction function, EventSource.Schedule schedule, ScheduleRate rate) {
        String name() {
            return function.resource().logicalId() + schedule.name();
        }
    }

    /** @throws TemplateException for an expression that is not understood */
    public Scheduler(
            LambdaService lambda, AwsEnvironment awsEnvironment, InstantSource clock, AsyncInvocations invocations) {
        this.awsEnvironment = awsEnvironment;
        this.clock = clock;
        this.invocations = invocations;
        for (LambdaFunction function : lambda.functions()) {
            for (EventSource event : function.resource().events()) {
                if (event instanceof EventSource.Schedule schedule) {
                    entries.add(new Entry(function, schedule, rate(function, schedule)));
                }
            }
        }
    }

    private static ScheduleRate rate(LambdaFunction function, EventSource.Schedule schedule) {
        try {
            return ScheduleRate.parse(schedule.expression());
        } catch (IllegalArgumentException unreadable) {
            throw new TemplateException(
                    function.resource().logicalId() + ".Events." + schedule.name(),
                    String.valueOf(unreadable.getMessage()));
        }
    }

    /** Runs the schedules by the clock, each for the first time after one period. */
    public void start() {
        for (Entry entry : entries) {
            long period = entry.rate().period().toSeconds();
            var ignored = timer.scheduleAtFixedRate(() -> runInBackground(entry), period, period, TimeUnit.SECONDS);
        }
    }

    /**
     * Runs a schedule now, once, with its own input.
     *
     * @param id a function's logical id, alone or followed by the name of one of its schedules
     * @return empty if there is no such schedule
     */
    public Optional<InvocationResult> runNow(String id) throws InterruptedException {
        Optional<Entry> found = entries.stream()
                .filter(entry -> entry.name().equals(id)
                        || entry.function().resource().logicalId().equals(id))
                .findFirst();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.get().function().invoke(payload(found.get())));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void runInBackground(Entry entry) {
        invocations.invoke(entry.function().resource(), entry.function()::invoke, payload(entry));
    }

    private Buffer payload(Entry entry) {
        return Buffer.buffer(JsonNodes.bytes(entry.schedule().input().orElseGet(() -> event(entry))));
    }

    /** What the scheduler sends for a schedule that has no input of its own. */
    private ObjectNode event(Entry entry) {
        ObjectNode event = JsonNodes.object()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.scheduler")
                .put("account", awsEnvironment.account())
                .put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", awsEnvironment.region());
        event.putArray("resources").add(awsEnvironment.arn("scheduler", "schedule/default/" + entry.name()));
        return event.put("detail", "{}");
    }
}
