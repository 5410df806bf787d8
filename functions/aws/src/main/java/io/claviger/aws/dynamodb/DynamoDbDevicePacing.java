package io.claviger.aws.dynamodb;

import io.claviger.aws.dynamodb.Table.Guard;
import io.claviger.aws.dynamodb.Table.Written;
import io.claviger.aws.sealing.Sealer;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.pacing.DevicePacing;
import io.claviger.core.storage.VaultUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The calls for each device address (the generic cell rate algorithm without a burst). An item of the table
 * {@code instances} holds the next free turn and until when Adobe refuses the address, in Unix milliseconds, under a
 * pseudonym of the address. When DynamoDB or the keyset fails, {@code reserve} throws; the other two do nothing, because no
 * caller's call may depend on them.
 */
public final class DynamoDbDevicePacing implements DevicePacing {
    private static final String NEXT = "nextPlaceAt";
    private static final String SLOW_UNTIL = "slowUntil";

    /** No application id begins with an underscore, so no instance has such a key. */
    private static final String KEY_PREFIX = "_pace#";

    /** Places are counted in an item of their own, which outlives that of the turns. */
    private static final String PLACES = "#places";

    /** An item is useless after its time. This margin covers clock differences. */
    private static final Duration KEPT_FOR = Duration.ofMinutes(10);

    private static final int BURST = 10;
    private static final String NOT_SLOWED = "(attribute_not_exists(#slow) OR #slow <= :now)";

    private final Table table;
    private final Sealer sealer;
    private final Duration interval;
    private final InstantSource clock;

    /** @param interval between two calls for one address at Adobe's rate; background calls come half as often */
    public DynamoDbDevicePacing(
            DynamoDbClient client, Tables tables, Sealer sealer, Duration interval, InstantSource clock) {
        this.table = new Table(client, tables.instances(), InstanceItem.KEY);
        this.sealer = sealer;
        this.interval = interval;
        this.clock = clock;
    }

    /** One conditional write reserves a turn, so no two workers get the same one. A lost answer only wastes a turn. */
    @Override
    public Optional<Duration> reserve(Optional<ClientIp> ip, Duration maxWait) {
        Instant now = clock.instant();
        return next(key(ip), now, now.plus(maxWait)).map(turn -> Duration.between(now, turn));
    }

    @Override
    public Duration place(Optional<ClientIp> ip, Duration earliest, Duration latest) {
        Instant now = clock.instant();
        return next(key(ip) + PLACES, now.plus(earliest), now.plus(latest))
                .map(place -> Duration.between(now, place))
                .orElse(latest);
    }

    @Override
    public Optional<Duration> countUnlessThrottled(Optional<ClientIp> ip) {
        Instant now = clock.instant();
        try {
            String key = key(ip);
            return takeIdle(key, interval, now, " AND " + NOT_SLOWED)
                    ? Optional.empty()
                    : takeNext(key, now).map(until -> Duration.between(now, until));
        } catch (SdkException | VaultUnavailable _) {
            return Optional.empty();
        }
    }

    @Override
    public void holdBack(Optional<ClientIp> ip, Duration pause) {
        Instant now = clock.instant();
        Instant until = now.plus(pause);
        try {
            String key = key(ip);
            update(
                    key,
                    "SET #slow = :until, #ttl = :ttl",
                    "attribute_not_exists(#slow) OR #slow < :until",
                    values(until).time(":until", until));
            update(
                    key,
                    "SET #next = :until, #ttl = :ttl",
                    "attribute_not_exists(#next) OR #next < :until",
                    values(until).time(":until", until));
        } catch (SdkException | VaultUnavailable _) {
            // The instance's own cool-down still holds.
        }
    }

    private String key(Optional<ClientIp> ip) {
        return KEY_PREFIX + sealer.pseudonym(ip.map(ClientIp::reveal).orElse("self"));
    }

    /** Takes the first time between these two that is free for a background call. */
    private Optional<Instant> next(String key, Instant earliest, Instant latest) {
        Duration step = interval.multipliedBy(2);
        if (takeIdle(key, step, earliest, "")) {
            return Optional.of(earliest);
        }
        Written before = update(
                key,
                "SET #next = #next + :interval, #ttl = :ttl",
                "#next <= :latest",
                values(latest).number(":interval", step.toMillis()).time(":latest", latest));
        return before.done() ? Optional.of(new ItemReader(before.item()).time(NEXT)) : Optional.empty();
    }

    /** Takes this time, if nothing was taken after it. */
    private boolean takeIdle(String key, Duration step, Instant now, String condition) {
        return update(
                        key,
                        "SET #next = :after, #ttl = :ttl",
                        "(attribute_not_exists(#next) OR #next <= :now)" + condition,
                        values(now).time(":after", now.plus(step)).time(":now", now))
                .done();
    }

    /**
     * Takes the next turn, unless ten are taken: ten seconds after the last call, Adobe allows its whole burst again.
     * Returns until when Adobe refuses the address, if it does.
     */
    private Optional<Instant> takeNext(String key, Instant now) {
        Written taken = update(
                key,
                "SET #next = #next + :interval, #ttl = :ttl",
                "#next > :now AND #next < :burst AND " + NOT_SLOWED,
                values(now)
                        .number(":interval", interval.toMillis())
                        .time(":now", now)
                        .time(":burst", now.plus(interval.multipliedBy(BURST))));
        return taken.done()
                ? Optional.empty()
                : new ItemReader(taken.item()).optionalTime(SLOW_UNTIL).filter(now::isBefore);
    }

    private static ItemWriter values(Instant until) {
        return new ItemWriter().number(":ttl", Expiry.secondOf(until.plus(KEPT_FOR)));
    }

    /** Returns the attributes before the update. */
    private Written update(String key, String change, String condition, ItemWriter values) {
        Map<String, String> names = new HashMap<>(Map.of("#next", NEXT, "#slow", SLOW_UNTIL, "#ttl", Expiry.ATTRIBUTE));
        names.keySet().removeIf(name -> !(change + condition).contains(name));
        return table.update(key, change, new Guard(condition, names, values.done()), ReturnValue.UPDATED_OLD);
    }
}
