package io.claviger.aws.dynamodb;

import io.claviger.aws.dynamodb.Table.Guard;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The expiry of an item. DynamoDB deletes an expired item only within days (its guide, "Time to Live"). Until then
 * every read and every write treats it as absent.
 */
final class Expiry {
    /** Unix seconds, as DynamoDB requires. */
    static final String ATTRIBUTE = "ttl";

    private Expiry() {}

    /** The moment, rounded up to a whole second. */
    static long secondOf(Instant moment) {
        return moment.getNano() == 0 ? moment.getEpochSecond() : moment.getEpochSecond() + 1;
    }

    static boolean isOver(Map<String, AttributeValue> item, Instant now) {
        AttributeValue ttl = item.get(ATTRIBUTE);
        return ttl != null && Long.parseLong(ttl.n()) <= now.getEpochSecond();
    }

    /** The condition that the item is absent or expired. */
    static Guard vacant(String keyName, Instant now) {
        return new Guard(
                "attribute_not_exists(#key) OR #ttl <= :now",
                Map.of("#key", keyName, "#ttl", ATTRIBUTE),
                new ItemWriter().number(":now", now.getEpochSecond()).done());
    }
}
