package io.claviger.aws.dynamodb;

import io.claviger.aws.sealing.Sealer;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.refresh.DevicePacing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Reserves times for calls, one per interval and device address (the generic cell rate algorithm without a burst). An
 * item of the table {@code instances} holds the next free time in Unix milliseconds, under a pseudonym of the
 * address.
 */
public final class DynamoDbDevicePacing implements DevicePacing {
    private static final String NEXT_PLACE = "nextPlaceAt";

    /** No application id begins with an underscore, so no instance has such a key. */
    private static final String KEY_PREFIX = "_pace#";

    private static final Map<String, String> NAMES = Map.of("#next", NEXT_PLACE, "#ttl", Expiry.ATTRIBUTE);

    /** An item is useless after its time. This margin covers clock differences. */
    private static final Duration KEPT_FOR = Duration.ofMinutes(10);

    private final DynamoDbClient client;
    private final Tables tables;
    private final Sealer sealer;
    private final Duration interval;
    private final InstantSource clock;

    /** @param interval between two calls on behalf of one address */
    public DynamoDbDevicePacing(
            DynamoDbClient client, Tables tables, Sealer sealer, Duration interval, InstantSource clock) {
        this.client = client;
        this.tables = tables;
        this.sealer = sealer;
        this.interval = interval;
        this.clock = clock;
    }

    /** One conditional write reserves a time, so no two workers get the same one. A lost answer only wastes a time. */
    @Override
    public Optional<Duration> reserve(Optional<ClientIp> ip, Duration maxWait) {
        Instant now = clock.instant();
        String key = KEY_PREFIX + sealer.pseudonym(ip.map(ClientIp::reveal).orElse("self"));
        return takeIdle(key, now) ? Optional.of(Duration.ZERO) : takeNext(key, now, maxWait);
    }

    /** Reserves the current time, if the next free time is not in the future. */
    private boolean takeIdle(String key, Instant now) {
        return update(
                        key,
                        "SET #next = :after, #ttl = :ttl",
                        "attribute_not_exists(#next) OR #next <= :now",
                        values(now, Duration.ZERO)
                                .time(":after", now.plus(interval))
                                .time(":now", now))
                .isPresent();
    }

    /** Reserves the next free time, which is in the future, if it is near enough. */
    private Optional<Duration> takeNext(String key, Instant now, Duration maxWait) {
        return update(
                        key,
                        "SET #next = #next + :interval, #ttl = :ttl",
                        "#next <= :latest",
                        values(now, maxWait)
                                .number(":interval", interval.toMillis())
                                .time(":latest", now.plus(maxWait)))
                .map(before -> Duration.between(now, new ItemReader(before.attributes()).time(NEXT_PLACE)));
    }

    private static ItemWriter values(Instant now, Duration maxWait) {
        return new ItemWriter().number(":ttl", Expiry.secondOf(now.plus(maxWait).plus(KEPT_FOR)));
    }

    /** Returns the previous item; empty if the condition failed. */
    private Optional<UpdateItemResponse> update(String key, String change, String condition, ItemWriter values) {
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(tables.instances())
                .key(Map.of(InstanceItem.KEY, AttributeValue.fromS(key)))
                .updateExpression(change)
                .conditionExpression(condition)
                .expressionAttributeNames(NAMES)
                .expressionAttributeValues(values.done())
                .returnValues(ReturnValue.UPDATED_OLD)
                .build();
        try {
            return Optional.of(client.updateItem(request));
        } catch (ConditionalCheckFailedException _) {
            return Optional.empty();
        }
    }
}
