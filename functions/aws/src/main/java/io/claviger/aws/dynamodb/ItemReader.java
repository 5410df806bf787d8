package io.claviger.aws.dynamodb;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads an item that {@link ItemWriter} wrote. */
final class ItemReader {
    private final Map<String, AttributeValue> item;

    ItemReader(Map<String, AttributeValue> item) {
        this.item = item;
    }

    String text(String name) {
        return required(name).s();
    }

    Optional<String> optionalText(String name) {
        return optional(name).map(AttributeValue::s);
    }

    long number(String name) {
        return Long.parseLong(required(name).n());
    }

    Instant time(String name) {
        return Instant.ofEpochMilli(number(name));
    }

    Optional<Instant> optionalTime(String name) {
        return optional(name).map(_ -> time(name));
    }

    boolean flag(String name) {
        return required(name).bool();
    }

    /** False if there is none. */
    boolean optionalFlag(String name) {
        return optional(name).filter(AttributeValue::bool).isPresent();
    }

    Optional<byte[]> optionalBytes(String name) {
        return optional(name).map(value -> value.b().asByteArray());
    }

    List<String> texts(String name) {
        return required(name).l().stream().map(AttributeValue::s).toList();
    }

    ItemReader item(String name) {
        return new ItemReader(required(name).m());
    }

    Optional<ItemReader> optionalItem(String name) {
        return optional(name).map(value -> new ItemReader(value.m()));
    }

    List<ItemReader> items(String name) {
        return required(name).l().stream()
                .map(value -> new ItemReader(value.m()))
                .toList();
    }

    /** None if there is no such attribute. */
    List<ItemReader> optionalItems(String name) {
        return optional(name).map(_ -> items(name)).orElseGet(List::of);
    }

    private Optional<AttributeValue> optional(String name) {
        return Optional.ofNullable(item.get(name));
    }

    /** @throws IllegalStateException if the attribute is missing, so that Claviger did not write the item */
    private AttributeValue required(String name) {
        return optional(name).orElseThrow(() -> new IllegalStateException("the item has no attribute " + name));
    }
}
