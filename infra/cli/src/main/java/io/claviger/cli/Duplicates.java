package io.claviger.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds lines that name an instance, a client or a secret of an earlier line. */
final class Duplicates {
    private final Map<String, Long> lines = new HashMap<>();

    /** The result of a line that repeats something; empty for any other line. */
    Optional<RowResult> of(ImportRow row) {
        Optional<Long> earlier = Stream.of("i" + row.instanceId(), "c" + row.clientId(), "s" + row.clientSecret())
                .map(member -> lines.putIfAbsent(member, row.line()))
                .filter(Objects::nonNull)
                .findFirst();
        return earlier.map(
                line -> RowResult.of(row, "duplicate", "line %d has the same instance or client".formatted(line)));
    }
}
