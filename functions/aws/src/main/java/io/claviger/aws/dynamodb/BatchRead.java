package io.claviger.aws.dynamodb;

import io.claviger.core.Pause;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** A strongly consistent read of one item from each of several tables. */
final class BatchRead {
    /** While a table lacks capacity, DynamoDB leaves items of a batch unread and recommends exponential backoff. */
    private static final int MAX_READS = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);

    private final DynamoDbClient client;
    private final Pause pause;

    BatchRead(DynamoDbClient client, Pause pause) {
        this.client = client;
        this.pause = pause;
    }

    static KeysAndAttributes of(String keyName, String key) {
        return KeysAndAttributes.builder()
                .keys(List.of(Map.of(keyName, AttributeValue.fromS(key))))
                .consistentRead(true)
                .build();
    }

    /** Returns the items by table. */
    Map<String, Map<String, AttributeValue>> read(Map<String, KeysAndAttributes> keysByTable) {
        Map<String, Map<String, AttributeValue>> found = new HashMap<>();
        Map<String, KeysAndAttributes> unread = keysByTable;
        for (int reads = 0; reads < MAX_READS; reads++) {
            if (reads > 0) {
                pause.pause(FIRST_PAUSE.multipliedBy(1L << (reads - 1)));
            }
            Map<String, KeysAndAttributes> asked = unread;
            BatchGetItemResponse response = client.batchGetItem(request -> request.requestItems(asked));
            response.responses().forEach((table, items) -> items.forEach(item -> found.put(table, item)));
            unread = response.unprocessedKeys();
            if (unread.isEmpty()) {
                return found;
            }
        }
        throw ProvisionedThroughputExceededException.builder()
                .message("the tables were short of capacity for %d reads in a row".formatted(MAX_READS))
                .build();
    }
}
