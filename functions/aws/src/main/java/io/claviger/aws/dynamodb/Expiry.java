package io.claviger.aws.dynamodb;

import io.claviger.aws.dynamodb.GuardedWrites.Guard;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * When an item ends. DynamoDB deletes it within days after that second (its guide, "Time to Live"), so until then every read
 * treats it as gone and every write as not in the way.
 */
final class Expiry {
    /** Unix seconds, as DynamoDB wants it. */
    static final String ATTRIBUTE = "ttl";

    private Expiry() {}

    /** The first whole second that is not before the moment. */
    static long secondOf(Instant moment) {
        return moment.getNano() == 0 ? moment.getEpochSecond() : moment.getEpochSecond() + 1;
    }

    static boolean isOver(Map<String, AttributeValue> item, Instant now) {
        AttributeValue ttl = item.get(ATTRIBUTE);
        return ttl != null && Long.parseLong(ttl.n()) <= now.getEpochSecond();
    }

    /** Lets a write pass where there is no item, or one that is over. */
    static Guard vacant(String keyName, Instant now) {
        return new Guard(
                "attribute_not_exists(#key) OR #ttl <= :now",
                Map.of("#key", keyName, "#ttl", ATTRIBUTE),
                new ItemWriter().number(":now", now.getEpochSecond()).done());
    }
}
