package io.claviger.local.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.JsonNodes;
import java.util.List;
import java.util.Optional;

/**
 * An {@code AWS::DynamoDB::Table}.
 *
 * @param createTable the request that creates it
 * @param timeToLive the attribute that holds an item's end, in Unix seconds
 */
public record TableResource(String logicalId, String name, ObjectNode createTable, Optional<String> timeToLive) {
    private static final List<String> CREATE_TABLE_MEMBERS = List.of(
            "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode", "DeletionProtectionEnabled");

    static TableResource read(String logicalId, String name, Section properties) {
        ObjectNode request = JsonNodes.object().put("TableName", name);
        for (String member : CREATE_TABLE_MEMBERS) {
            if (properties.has(member)) {
                request.set(member, properties.node(member));
            }
        }
        return new TableResource(
                logicalId,
                name,
                request,
                properties.at("TimeToLiveSpecification").text("AttributeName"));
    }
}
