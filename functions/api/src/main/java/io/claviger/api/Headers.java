package io.claviger.api;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request's headers. Names match in any case. {@code toString} shows none of them. */
final class Headers {
    private final Map<String, String> byName;

    Headers(@Nullable Map<String, String> headers) {
        this.byName = headers == null ? Map.of() : headers;
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(byName.get(name))
                .or(() -> byName.entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }
}
