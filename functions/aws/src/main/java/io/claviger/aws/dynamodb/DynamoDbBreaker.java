package io.claviger.aws.dynamodb;

import io.claviger.aws.dynamodb.Table.Guard;
import io.claviger.aws.dynamodb.Table.Written;
import io.claviger.core.breaker.BreakerPolicy;
import io.claviger.core.breaker.BreakerStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The breaker as one item of the table {@code instances}. An attribute for each taken place holds until when it is taken,
 * in Unix milliseconds. While the breaker is open, {@code openedAt} exists. A failing write answers with the item, so
 * that nothing is read. When DynamoDB itself fails, methods throw an {@code SdkException}.
 */
public final class DynamoDbBreaker implements BreakerStore {
    /** No application id begins with an underscore, so no instance has such a key. */
    private static final String KEY_PREFIX = "_breaker#";

    private static final String OPENED_AT = "openedAt";
    private static final String PROBE_AT = "probeAt";
    private static final String WINDOW = "countedIn";
    private static final String ANSWERED = "answered";
    private static final String SILENT = "silent";
    private static final int TRIES = 4;

    private final Table table;
    private final String key;
    private final BreakerPolicy policy;
    private final RandomGenerator random;

    /** @param host the authorization server's host name */
    public DynamoDbBreaker(
            DynamoDbClient client, Tables tables, String host, BreakerPolicy policy, RandomGenerator random) {
        this.key = KEY_PREFIX + host;
        this.table = new Table(client, tables.instances(), InstanceItem.KEY);
        this.policy = policy;
        this.random = random;
    }

    private static String place(int number) {
        return "place" + number;
    }

    /** Tries a place at random, then one that the item shows to be free. */
    @Override
    public Admission enter(Instant now, Instant until) {
        int chosen = random.nextInt(policy.places());
        for (int tries = 0; tries < TRIES; tries++) {
            Written written = write(
                    "SET #place = :until",
                    "(attribute_not_exists(#place) OR #place < :now) AND attribute_not_exists(#openedAt)",
                    Map.of("#place", place(chosen), "#openedAt", OPENED_AT),
                    new ItemWriter().time(":until", until).time(":now", now));
            if (written.done()) {
                return new Admission.Admitted(chosen);
            }
            ItemReader item = new ItemReader(written.item());
            if (item.optionalTime(OPENED_AT).isPresent()) {
                return new Admission.Open(item.time(PROBE_AT));
            }
            List<Integer> free = free(item, now);
            if (free.isEmpty()) {
                return new Admission.Full();
            }
            chosen = free.get(random.nextInt(free.size()));
        }
        return new Admission.Full();
    }

    private List<Integer> free(ItemReader item, Instant now) {
        return IntStream.range(0, policy.places())
                .filter(number ->
                        item.optionalTime(place(number)).filter(now::isBefore).isEmpty())
                .boxed()
                .toList();
    }

    /** A process whose clock is behind counts in the window that the item has. */
    @Override
    public Ends leave(OptionalInt place, Ends ended, Instant now) {
        long window = Math.floorDiv(now.toEpochMilli(), policy.window().toMillis());
        for (int tries = 0; tries < TRIES; tries++) {
            Written counted =
                    count("ADD #answered :answered, #silent :silent", "#window = :window", place, ended, window);
            if (counted.done()) {
                return ends(counted.item());
            }
            long found = counted.item().containsKey(WINDOW) ? new ItemReader(counted.item()).number(WINDOW) : 0;
            if (found > window) {
                window = found;
                continue;
            }
            Written begun = count(
                    "SET #window = :window, #answered = :answered, #silent = :silent",
                    "attribute_not_exists(#window) OR #window < :window",
                    place,
                    ended,
                    window);
            if (begun.done()) {
                return ended;
            }
        }
        return ended;
    }

    private Written count(String change, String condition, OptionalInt place, Ends ended, long window) {
        Map<String, String> names = new HashMap<>(Map.of("#window", WINDOW, "#answered", ANSWERED, "#silent", SILENT));
        place.ifPresent(number -> names.put("#place", place(number)));
        return write(
                place.isPresent() ? change + " REMOVE #place" : change,
                condition,
                names,
                new ItemWriter()
                        .number(":window", window)
                        .number(":answered", ended.answered())
                        .number(":silent", ended.silent()));
    }

    private static Ends ends(Map<String, AttributeValue> item) {
        ItemReader reader = new ItemReader(item);
        return new Ends(reader.number(ANSWERED), reader.number(SILENT));
    }

    @Override
    public boolean open(Instant now, Instant probeAt) {
        return write(
                        "SET #openedAt = :now, #probeAt = :probeAt",
                        "attribute_not_exists(#openedAt)",
                        Map.of("#openedAt", OPENED_AT, "#probeAt", PROBE_AT),
                        new ItemWriter().time(":now", now).time(":probeAt", probeAt))
                .done();
    }

    @Override
    public boolean probe(Instant now, Instant next) {
        return write(
                        "SET #probeAt = :next",
                        "attribute_exists(#openedAt) AND #probeAt <= :now",
                        Map.of("#openedAt", OPENED_AT, "#probeAt", PROBE_AT),
                        new ItemWriter().time(":next", next).time(":now", now))
                .done();
    }

    @Override
    public Optional<Instant> close() {
        Written before = write(
                "REMOVE #openedAt, #probeAt SET #answered = :none, #silent = :none",
                "attribute_exists(#openedAt)",
                Map.of("#openedAt", OPENED_AT, "#probeAt", PROBE_AT, "#answered", ANSWERED, "#silent", SILENT),
                new ItemWriter().number(":none", 0),
                ReturnValue.ALL_OLD);
        return before.done() ? Optional.of(new ItemReader(before.item()).time(OPENED_AT)) : Optional.empty();
    }

    private Written write(String change, String condition, Map<String, String> names, ItemWriter values) {
        return write(change, condition, names, values, ReturnValue.ALL_NEW);
    }

    private Written write(
            String change, String condition, Map<String, String> names, ItemWriter values, ReturnValue answer) {
        return table.update(key, change, new Guard(condition, names, values.done()), answer);
    }
}
