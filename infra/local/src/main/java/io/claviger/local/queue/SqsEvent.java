package io.claviger.local.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.JsonNodes;
import java.util.Map;

/**
 * The event that Lambda creates from messages ("Using Lambda with Amazon SQS", example of a standard queue message
 * event).
 */
final class SqsEvent {
    private SqsEvent() {}

    static ObjectNode of(ArrayNode messages, String queueArn, String region) {
        ArrayNode records = JsonNodes.array();
        for (JsonNode message : messages) {
            ObjectNode record = JsonNodes.object()
                    .put("messageId", message.path("MessageId").asText())
                    .put("receiptHandle", message.path("ReceiptHandle").asText())
                    .put("body", message.path("Body").asText());
            record.set(
                    "attributes",
                    message.path("Attributes").isObject() ? message.get("Attributes") : JsonNodes.object());
            record.set("messageAttributes", attributes(message.path("MessageAttributes")));
            record.put("md5OfBody", message.path("MD5OfBody").asText())
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", queueArn)
                    .put("awsRegion", region);
            records.add(record);
        }
        return JsonNodes.object().set("Records", records);
    }

    private static ObjectNode attributes(JsonNode attributes) {
        ObjectNode renamed = JsonNodes.object();
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            ObjectNode value = renamed.putObject(attribute.getKey());
            if (attribute.getValue().has("StringValue")) {
                value.set("stringValue", attribute.getValue().get("StringValue"));
            }
            if (attribute.getValue().has("BinaryValue")) {
                value.set("binaryValue", attribute.getValue().get("BinaryValue"));
            }
            value.putArray("stringListValues");
            value.putArray("binaryListValues");
            value.put("dataType", attribute.getValue().path("DataType").asText());
        }
        return renamed;
    }
}
