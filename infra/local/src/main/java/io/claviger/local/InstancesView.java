package io.claviger.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.aws.AwsCaller;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.template.Stack;
import io.claviger.local.template.TableResource;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The app instances as the instances table has them, without anything secret, for the sandbox's page. */
final class InstancesView {
    private static final String LOGICAL_ID = "InstancesTable";

    private final AwsCaller aws;
    private final Optional<String> table;

    InstancesView(AwsCaller aws, Stack stack) {
        this.aws = aws;
        this.table = stack.tables().stream()
                .filter(each -> each.logicalId().equals(LOGICAL_ID))
                .map(TableResource::name)
                .findFirst();
    }

    /** {@code {application_id, instance_id, status, client_id, expires_at, refresh_after}}; null where there is nothing yet. */
    ArrayNode read() throws InterruptedException {
        ArrayNode instances = JsonNodes.array();
        if (table.isEmpty()) {
            return instances;
        }
        ObjectNode scan = JsonNodes.object().put("TableName", table.get());
        JsonNode page;
        do {
            page = aws.call("dynamodb", "Scan", scan);
            for (JsonNode item : page.path("Items")) {
                // The table also holds the pace of calls for a device, which has no status.
                if (item.has("status")) {
                    instances.add(instance(item));
                }
            }
            scan.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
        } while (page.has("LastEvaluatedKey"));
        return instances;
    }

    private static ObjectNode instance(JsonNode item) {
        String[] key = item.at("/instanceKey/S").asText().split("#", 2);
        return JsonNodes.object()
                .put("application_id", key[0])
                .put("instance_id", key.length > 1 ? key[1] : null)
                .put("status", text(item.path("status")))
                .put("client_id", text(item.at("/client/M/id")))
                .put("expires_at", time(item, "tokenExpiresAt"))
                .put("refresh_after", time(item, "tokenRefreshAfter"));
    }

    private static @Nullable String text(JsonNode attribute) {
        return attribute.path("S").asText(null);
    }

    private static @Nullable String time(JsonNode item, String attribute) {
        JsonNode milliseconds = item.path(attribute).path("N");
        return milliseconds.isMissingNode()
                ? null
                : Instant.ofEpochMilli(milliseconds.asLong()).toString();
    }
}
