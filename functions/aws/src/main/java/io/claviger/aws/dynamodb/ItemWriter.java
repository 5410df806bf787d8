package io.claviger.aws.dynamodb;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Builds an item. Times are Unix milliseconds, rounded down. Empty values are left out. */
final class ItemWriter {
    private final Map<String, AttributeValue> item;

    ItemWriter() {
        this(Map.of());
    }

    /** @param before the attributes to begin with */
    ItemWriter(Map<String, AttributeValue> before) {
        this.item = new HashMap<>(before);
    }

    ItemWriter text(String name, String value) {
        item.put(name, AttributeValue.fromS(value));
        return this;
    }

    ItemWriter text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
        return this;
    }

    ItemWriter number(String name, long value) {
        item.put(name, AttributeValue.fromN(Long.toString(value)));
        return this;
    }

    ItemWriter time(String name, Instant value) {
        return number(name, value.toEpochMilli());
    }

    ItemWriter time(String name, Optional<Instant> value) {
        value.ifPresent(present -> time(name, present));
        return this;
    }

    ItemWriter flag(String name, boolean value) {
        item.put(name, AttributeValue.fromBool(value));
        return this;
    }

    ItemWriter bytes(String name, byte[] value) {
        item.put(name, AttributeValue.fromB(SdkBytes.fromByteArray(value)));
        return this;
    }

    ItemWriter texts(String name, List<String> values) {
        item.put(
                name,
                AttributeValue.fromL(values.stream().map(AttributeValue::fromS).toList()));
        return this;
    }

    ItemWriter item(String name, ItemWriter value) {
        item.put(name, AttributeValue.fromM(value.done()));
        return this;
    }

    ItemWriter items(String name, List<ItemWriter> values) {
        item.put(
                name,
                AttributeValue.fromL(values.stream()
                        .map(value -> AttributeValue.fromM(value.done()))
                        .toList()));
        return this;
    }

    Map<String, AttributeValue> done() {
        return Map.copyOf(item);
    }
}
