package io.claviger.aws.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Writes an item under a condition. After a lost answer the SDK repeats the write, and the first one makes the
 * condition of the second fail. Each write therefore leaves a unique mark, by which it recognizes its own item.
 * Another process may have overwritten that item meanwhile: then nobody knows whether the first write was done.
 */
final class GuardedWrites {
    private static final String MARK = "writeId";

    private final DynamoDbClient client;
    private final String table;

    GuardedWrites(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** The condition of a write. */
    record Guard(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
        Guard {
            names = Map.copyOf(names);
            values = Map.copyOf(values);
        }

        /** DynamoDB refuses an empty map of values, so the member is left out. */
        @Nullable
        Map<String, AttributeValue> valuesOrNull() {
            return values.isEmpty() ? null : values;
        }
    }

    /** The result of a conditional write. */
    sealed interface Outcome {
        record Written() implements Outcome {}

        /** Nothing was changed. {@code found} is the stored item; empty if there is none. */
        record Refused(Map<String, AttributeValue> found) implements Outcome {}
    }

    /** @throws SdkClientException if the write was refused when it was repeated, and may have been done before */
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
            if (AttributeValue.fromS(mark).equals(found.get(MARK))) {
                return new Outcome.Written();
            }
            requireFirstAttempt(e);
            return new Outcome.Refused(found);
        }
    }

    /** @throws SdkClientException if the SDK had sent the refused write before */
    static void requireFirstAttempt(ConditionalCheckFailedException refused) {
        if (refused.numAttempts() > 1) {
            throw SdkClientException.create("a repeated write was refused and may have been done before", refused);
        }
    }
}
