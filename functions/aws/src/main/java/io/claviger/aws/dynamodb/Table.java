package io.claviger.aws.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * One item at a time of a table. When DynamoDB itself fails, methods throw an {@code SdkException}.
 *
 * <p>After a lost answer the SDK repeats a write, and the first one makes the condition of the second fail. Each put
 * therefore leaves a unique mark, by which it recognizes its own item. Another process may have overwritten that item
 * meanwhile: then nobody knows whether the first put was done.
 *
 * @param key the name of the hash key
 */
record Table(DynamoDbClient client, String name, String key) {
    private static final String MARK = "writeId";

    /** The condition of a write, with the names and values of its whole request. */
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

    /**
     * How a conditional write ended.
     *
     * @param done whether the condition was true; else nothing was changed
     * @param item what an update returns, or the stored item if the condition was false; empty if there is none
     */
    record Written(boolean done, Map<String, AttributeValue> item) {
        private static final Written PUT = new Written(true, Map.of());

        static Written refused(ConditionalCheckFailedException e) {
            return new Written(false, e.hasItem() ? e.item() : Map.of());
        }
    }

    /** The item, in a strongly consistent read; empty if there is none. */
    Map<String, AttributeValue> find(String value) {
        return client.getItem(request -> request.tableName(name).key(key(value)).consistentRead(true))
                .item();
    }

    /** @throws SdkClientException if the put was refused when it was repeated, and may have been done before */
    Written put(Map<String, AttributeValue> item, Guard guard) {
        AttributeValue mark = AttributeValue.fromS(UUID.randomUUID().toString());
        Map<String, AttributeValue> marked = new HashMap<>(item);
        marked.put(MARK, mark);
        try {
            client.putItem(request -> request.tableName(name)
                    .item(marked)
                    .conditionExpression(guard.expression())
                    .expressionAttributeNames(guard.names())
                    .expressionAttributeValues(guard.valuesOrNull())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return Written.PUT;
        } catch (ConditionalCheckFailedException e) {
            Written refused = Written.refused(e);
            if (mark.equals(refused.item().get(MARK))) {
                return Written.PUT;
            }
            requireFirstAttempt(e);
            return refused;
        }
    }

    /**
     * @return false if the condition is false and the item exists
     * @throws SdkClientException if the removal was refused when it was repeated, and may have been done before
     */
    boolean remove(String value, Guard guard) {
        try {
            client.deleteItem(request -> request.tableName(name)
                    .key(key(value))
                    .conditionExpression(guard.expression())
                    .expressionAttributeNames(guard.names())
                    .expressionAttributeValues(guard.valuesOrNull())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return true;
        } catch (ConditionalCheckFailedException e) {
            if (Written.refused(e).item().isEmpty()) {
                // The client repeated this request after the first answer was lost.
                return true;
            }
            requireFirstAttempt(e);
            return false;
        }
    }

    /** Changes some attributes. An update that the SDK repeats counts as refused if the first one was done. */
    Written update(String value, String change, Guard guard, ReturnValue returned) {
        try {
            return new Written(
                    true,
                    client.updateItem(request -> request.tableName(name)
                                    .key(key(value))
                                    .updateExpression(change)
                                    .conditionExpression(guard.expression())
                                    .expressionAttributeNames(guard.names())
                                    .expressionAttributeValues(guard.valuesOrNull())
                                    .returnValues(returned)
                                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                            .attributes());
        } catch (ConditionalCheckFailedException e) {
            return Written.refused(e);
        }
    }

    private Map<String, AttributeValue> key(String value) {
        return Map.of(key, AttributeValue.fromS(value));
    }

    private static void requireFirstAttempt(ConditionalCheckFailedException refused) {
        if (refused.numAttempts() > 1) {
            throw SdkClientException.create("a repeated write was refused and may have been done before", refused);
        }
    }
}
