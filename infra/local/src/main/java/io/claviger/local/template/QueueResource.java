package io.claviger.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An {@code AWS::SQS::Queue}.
 *
 * @param attributes as {@code CreateQueue} takes them
 */
public record QueueResource(String logicalId, String name, Map<String, String> attributes) {
    private static final String REDRIVE_POLICY = "RedrivePolicy";
    private static final List<String> TEXTS = List.of("MessageRetentionPeriod", "VisibilityTimeout");

    public QueueResource {
        attributes = Map.copyOf(attributes);
    }

    static QueueResource read(String logicalId, String name, Section properties) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String property : TEXTS) {
            properties.text(property).ifPresent(value -> attributes.put(property, value));
        }
        if (properties.has(REDRIVE_POLICY)) {
            attributes.put(REDRIVE_POLICY, properties.node(REDRIVE_POLICY).toString());
        }
        return new QueueResource(logicalId, name, attributes);
    }

    /** Whether it passes on to a dead-letter queue what was received too often. */
    public boolean hasDeadLetterQueue() {
        return attributes.containsKey(REDRIVE_POLICY);
    }
}
