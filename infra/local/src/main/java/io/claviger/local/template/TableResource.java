package io.claviger.local.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.JsonNodes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An {@code AWS::DynamoDB::Table}.
 *
 * @param createTable the request that creates it
 * @param timeToLive the attribute that holds an item's end, in Unix seconds
 */
public record TableResource(String logicalId, String name, ObjectNode createTable, Optional<String> timeToLive) {
    private static final List<String> PASSED_ON = List.of(
            "AttributeDefinitions",
            "KeySchema",
            "GlobalSecondaryIndexes",
            "LocalSecondaryIndexes",
            "BillingMode",
            "ProvisionedThroughput");
    static final Set<String> IGNORED = Set.of(
            "ContributorInsightsSpecification",
            "DeletionProtectionEnabled",
            "KinesisStreamSpecification",
            "OnDemandThroughput",
            "PointInTimeRecoverySpecification",
            "ResourcePolicy",
            "SSESpecification",
            "StreamSpecification",
            "TableClass",
            "Tags",
            "WarmThroughput");

    static TableResource read(String logicalId, String name, Section properties) {
        Set<String> understood = new HashSet<>(PASSED_ON);
        understood.add("TableName");
        understood.add("TimeToLiveSpecification");
        properties.knowing(understood, Set.of());
        ObjectNode request = JsonNodes.object().put("TableName", name);
        for (String property : PASSED_ON) {
            if (properties.has(property)) {
                request.set(property, properties.at(property).node());
            }
        }
        Section timeToLive = properties.at("TimeToLiveSpecification");
        boolean enabled = timeToLive.flag("Enabled", false);
        return new TableResource(
                logicalId,
                name,
                request,
                enabled ? Optional.of(timeToLive.required("AttributeName")) : Optional.empty());
    }
}
