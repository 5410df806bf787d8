package io.claviger.local.template;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An {@code AWS::SQS::Queue}.
 *
 * @param attributes as {@code CreateQueue} takes them
 * @param deadLetterQueue the ARN of the queue that takes what was received too often
 */
public record QueueResource(
        String logicalId, String name, Map<String, String> attributes, Optional<String> deadLetterQueue) {
    private static final List<String> PASSED_ON = List.of(
            "DelaySeconds",
            "MaximumMessageSize",
            "MessageRetentionPeriod",
            "ReceiveMessageWaitTimeSeconds",
            "VisibilityTimeout");

    static final Set<String> IGNORED = Set.of(
            "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled", "RedriveAllowPolicy", "Tags");

    public QueueResource {
        attributes = Map.copyOf(attributes);
    }

    static QueueResource read(String logicalId, String name, Section properties) {
        Set<String> understood = new HashSet<>(PASSED_ON);
        understood.addAll(Set.of("QueueName", "RedrivePolicy"));
        properties.knowing(understood, Set.of());
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String property : PASSED_ON) {
            properties.text(property).ifPresent(value -> attributes.put(property, value));
        }
        Section redrive = properties.at("RedrivePolicy");
        if (properties.has("RedrivePolicy")) {
            redrive.required("deadLetterTargetArn");
            redrive.required("maxReceiveCount");
            attributes.put("RedrivePolicy", redrive.node().toString());
        }
        return new QueueResource(logicalId, name, attributes, redrive.text("deadLetterTargetArn"));
    }
}
