package io.claviger.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.aws.dynamodb.InstanceSummary;
import io.claviger.local.aws.AwsCaller;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.template.Stack;
import io.claviger.local.template.TableResource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The app instances in the instances table, without anything secret, for the sandbox's page. */
final class InstancesView {
    private static final String LOGICAL_ID = "InstancesTable";

    private final AwsCaller aws;
    private final List<String> tables;

    InstancesView(AwsCaller aws, Stack stack) {
        this.aws = aws;
        this.tables = stack.tables().stream()
                .filter(table -> table.logicalId().equals(LOGICAL_ID))
                .map(TableResource::name)
                .toList();
    }

    /**
     * {@code [{application_id, instance_id, status, client_id, expires_at, refresh_after}]}; an unknown value is null.
     */
    ArrayNode read() throws InterruptedException {
        ArrayNode instances = JsonNodes.array();
        for (String table : tables) {
            ObjectNode scan = JsonNodes.object().put("TableName", table);
            JsonNode page;
            do {
                page = aws.call("dynamodb", "Scan", scan);
                for (JsonNode item : page.path("Items")) {
                    InstanceSummary.of(attributes(item)).ifPresent(summary -> instances.add(json(summary)));
                }
                scan.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
            } while (page.has("LastEvaluatedKey"));
        }
        return instances;
    }

    private static ObjectNode json(InstanceSummary instance) {
        return JsonNodes.object()
                .put("application_id", instance.key().application().value())
                .put("instance_id", instance.key().instance().value())
                .put("status", instance.status())
                .put("client_id", instance.clientId().orElse(null))
                .put("expires_at", text(instance.tokenExpiresAt()))
                .put("refresh_after", text(instance.tokenRefreshAfter()));
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    /** The item's texts, numbers and maps; a summary reads no value of another type. */
    private static Map<String, AttributeValue> attributes(JsonNode item) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> attribute : item.properties()) {
            JsonNode value = attribute.getValue();
            if (value.has("S")) {
                attributes.put(
                        attribute.getKey(), AttributeValue.fromS(value.get("S").asText()));
            } else if (value.has("N")) {
                attributes.put(
                        attribute.getKey(), AttributeValue.fromN(value.get("N").asText()));
            } else if (value.has("M")) {
                attributes.put(attribute.getKey(), AttributeValue.fromM(attributes(value.get("M"))));
            }
        }
        return attributes;
    }
}
