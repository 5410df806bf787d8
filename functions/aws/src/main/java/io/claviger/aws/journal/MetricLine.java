package io.claviger.aws.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.aws.json.JsonTree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of a function's output as JSON: an entry, its cause, and metrics in CloudWatch's embedded metric format
 * (its specification, version 1). Every metric has the dimension of the stage. Some have a second set with one more
 * dimension.
 */
final class MetricLine {
    private static final String NAMESPACE = "Claviger";
    private static final String STAGE = "Stage";

    private final ObjectNode line = JsonTree.object();
    private final ArrayNode directives = JsonTree.object().arrayNode();

    /** @param entry the name of the entry */
    MetricLine(String entry) {
        line.put("entry", entry);
    }

    MetricLine property(String name, String value) {
        line.put(name, value);
        return this;
    }

    MetricLine count(String metric, long value) {
        figure(metric, "Count", value);
        return this;
    }

    MetricLine count(String metric, String dimension, String of) {
        return by(figure(metric, "Count", 1), dimension, of);
    }

    MetricLine seconds(String metric, Duration value) {
        figure(metric, "Seconds", value.toSeconds());
        return this;
    }

    MetricLine milliseconds(String metric, Duration value, String dimension, String of) {
        return by(figure(metric, "Milliseconds", value.toMillis()), dimension, of);
    }

    String write(String stage, String function, Instant now, Optional<Cause> cause) {
        ObjectNode written = JsonTree.object();
        if (!directives.isEmpty()) {
            written.putObject("_aws").put("Timestamp", now.toEpochMilli()).set("CloudWatchMetrics", directives);
        }
        written.put("timestamp", now.toString()).put(STAGE, stage).put("function", function);
        written.setAll(line);
        cause.ifPresent(known -> addCause(known, written));
        return JsonTree.write(written);
    }

    private static void addCause(Cause cause, ObjectNode written) {
        switch (cause) {
            case Cause.Request(String requestId, List<String> groups, Optional<String> subject) -> {
                written.put("cause", "request").put("request_id", requestId);
                groups.forEach(written.putArray("groups")::add);
                subject.ifPresent(name -> written.put("subject", name));
            }
            case Cause.Schedule(String requestId) ->
                written.put("cause", "schedule").put("request_id", requestId);
            case Cause.Message(String messageId) ->
                written.put("cause", "message").put("message_id", messageId);
        }
    }

    /** Adds a metric and returns its sets of dimensions. */
    private ArrayNode figure(String name, String unit, long value) {
        line.put(name, value);
        ObjectNode directive = directives.addObject().put("Namespace", NAMESPACE);
        ArrayNode dimensions = directive.putArray("Dimensions");
        dimensions.addArray().add(STAGE);
        directive.putArray("Metrics").addObject().put("Name", name).put("Unit", unit);
        return dimensions;
    }

    private MetricLine by(ArrayNode dimensions, String dimension, String of) {
        line.put(dimension, of);
        dimensions.addArray().add(STAGE).add(dimension);
        return this;
    }
}
