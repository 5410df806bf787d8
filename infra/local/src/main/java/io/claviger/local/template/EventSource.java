package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.JsonNodes;
import java.util.Optional;

/** What invokes a function. */
public sealed interface EventSource {
    /** The event's own name in the template. */
    String name();

    /**
     * A schedule of EventBridge Scheduler.
     *
     * @param expression {@code rate(…)}
     * @param input the payload; empty for the scheduler's own event
     */
    record Schedule(String name, String expression, Optional<JsonNode> input) implements EventSource {}

    /**
     * An SQS queue that Lambda polls.
     *
     * @param queue the queue's ARN
     * @param reportsItems whether the answer names the messages that failed
     * @param maxConcurrency how many batches may run at once
     */
    record QueueSource(String name, String queue, int batchSize, boolean reportsItems, int maxConcurrency)
            implements EventSource {}

    /** @throws TemplateException for a type of event that is not understood */
    static EventSource read(Section event) {
        Section properties = event.at("Properties");
        String name = event.name();
        String type = event.required("Type");
        return switch (type) {
            case "ScheduleV2" ->
                new Schedule(
                        name,
                        properties.required("ScheduleExpression"),
                        properties
                                .text("Input")
                                .map(text -> JsonNodes.parse(text)
                                        .orElseThrow(() ->
                                                new TemplateException(properties.where() + ".Input", "is not JSON"))));
            case "SQS" ->
                new QueueSource(
                        name,
                        properties.required("Queue"),
                        properties.integer("BatchSize", 10),
                        properties.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
                        properties.at("ScalingConfig").integer("MaximumConcurrency", Integer.MAX_VALUE));
            default -> throw new TemplateException(event.where() + ".Type", type + " is not understood");
        };
    }
}
