package io.claviger.aws.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Writes an item under a condition, and finds out whose it is when the condition fails: the client sends a write again whose
 * answer was lost, and then the first sending is what makes the second fail. Each write therefore leaves a mark of its own.
 */
final class GuardedWrites {
    private static final String MARK = "writeId";

    private final DynamoDbClient client;
    private final String table;

    GuardedWrites(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** What is to be found in place of the item for it to be written. */
    record Guard(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
        Guard {
            names = Map.copyOf(names);
            values = Map.copyOf(values);
        }

        /** DynamoDB refuses a request that names no value but brings the member. */
        @Nullable
        Map<String, AttributeValue> valuesOrNull() {
            return values.isEmpty() ? null : values;
        }
    }

    /** How a guarded write came out. */
    sealed interface Outcome {
        record Written() implements Outcome {}

        /** Nothing was changed. {@code found} is what stands there; empty if there is nothing. */
        record Refused(Map<String, AttributeValue> found) implements Outcome {}
    }

    Outcome put(Map<String, AttributeValue> item, Guard guard) {
        String mark = UUID.randomUUID().toString();
        Map<String, AttributeValue> marked = new HashMap<>(item);
        marked.put(MARK, AttributeValue.fromS(mark));
        try {
            client.putItem(request -> request.tableName(table)
                    .item(marked)
                    .conditionExpression(guard.expression())
                    .expressionAttributeNames(guard.names())
                    .expressionAttributeValues(guard.valuesOrNull())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return new Outcome.Written();
        } catch (ConditionalCheckFailedException e) {
            Map<String, AttributeValue> found = e.hasItem() ? e.item() : Map.of();
            return AttributeValue.fromS(mark).equals(found.get(MARK))
                    ? new Outcome.Written()
                    : new Outcome.Refused(found);
        }
    }
}
