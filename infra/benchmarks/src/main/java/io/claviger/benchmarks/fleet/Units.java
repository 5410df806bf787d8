package io.claviger.benchmarks.fleet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Capacity units by DynamoDB's rules (its guide, "Capacity unit consumption" and "Item sizes and formats"), for each
 * kind of operation.
 */
public final class Units {
    private static final ScopedValue<Kind> CURRENT = ScopedValue.newInstance();
    private static final int READ_BYTES = 4096;
    private static final int WRITE_BYTES = 1024;

    /** What a unit was consumed for. A first vend is the one after a registration, and fetches a token. */
    enum Kind {
        REGISTRATION,
        FIRST_VEND,
        VEND,
        RENEWAL,
        SWEEP,
        QUERY,
        OTHER
    }

    private record Sums(DoubleAdder reads, DoubleAdder writes, DoubleAdder refused) {
        Sums() {
            this(new DoubleAdder(), new DoubleAdder(), new DoubleAdder());
        }
    }

    private final Map<Kind, Sums> sums =
            Arrays.stream(Kind.values()).collect(Collectors.toMap(kind -> kind, _ -> new Sums()));

    /** Counts what the task consumes on this thread for this kind. */
    void during(Kind kind, Runnable task) {
        ScopedValue.where(CURRENT, kind).run(task);
    }

    double reads(Kind kind) {
        return sums(kind).reads.sum();
    }

    /** Without those of refused writes. */
    double writes(Kind kind) {
        return sums(kind).writes.sum();
    }

    /** What writes consumed whose condition did not hold. */
    double refused(Kind kind) {
        return sums(kind).refused.sum();
    }

    /** Of reads of one item. */
    double reads() {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.QUERY)
                .mapToDouble(this::reads)
                .sum();
    }

    double writes() {
        return Arrays.stream(Kind.values()).mapToDouble(this::writes).sum();
    }

    void read(int bytes, boolean consistent) {
        double units = Math.max(1, Math.ceilDiv(bytes, READ_BYTES));
        current().reads.add(consistent ? units : units / 2);
    }

    void written(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        current().writes.add(units(Math.max(bytes(before), bytes(after))));
    }

    void refused(Map<String, AttributeValue> item) {
        current().refused.add(units(bytes(item)));
    }

    /** Of one index. An entry holds keys alone, and a changed entry is removed and written. */
    void indexed(boolean before, boolean after, boolean same) {
        current().writes.add(same ? 0 : (before ? 1 : 0) + (after ? 1 : 0));
    }

    /** What this thread's task is counted for. */
    static Kind currentKind() {
        return CURRENT.orElse(Kind.OTHER);
    }

    private Sums current() {
        return sums(currentKind());
    }

    private Sums sums(Kind kind) {
        return Objects.requireNonNull(sums.get(kind));
    }

    private static int units(int bytes) {
        return Math.max(1, Math.ceilDiv(bytes, WRITE_BYTES));
    }

    static int bytes(Map<String, AttributeValue> item) {
        int bytes = 0;
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            bytes += attribute.getKey().length() + bytes(attribute.getValue());
        }
        return bytes;
    }

    private static int bytes(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().getBytes(StandardCharsets.UTF_8).length;
            case N -> value.n().length() / 2 + 1;
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL, NUL -> 1;
            case M -> 3 + bytes(value.m());
            case L -> 3 + value.l().stream().mapToInt(Units::bytes).sum();
            case SS, NS, BS, UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("no item has " + value.type());
        };
    }
}
