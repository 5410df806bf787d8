package io.claviger.sandbox.dashboard;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The programmer's custom schemes, good for all of the programmer's applications. Safe for many threads. */
public final class CustomSchemes {
    private final List<CustomScheme> all = new CopyOnWriteArrayList<>();
    private final Consumer<CustomScheme> keeper;

    /** Hands each new custom scheme to the keeper before anyone else learns of it. */
    public CustomSchemes(Consumer<CustomScheme> keeper) {
        this.keeper = keeper;
    }

    /**
     * Adds a custom scheme.
     *
     * @param value such as {@code adobepass://com.programmer}
     * @throws IllegalArgumentException if it is not a custom scheme
     */
    public CustomScheme create(String value) {
        var scheme = CustomScheme.schemeOf(value);
        var custom =
                new CustomScheme(UUID.randomUUID().toString(), value.contains(":") ? value.strip() : scheme + "://");
        keeper.accept(custom);
        all.add(custom);
        return custom;
    }

    /** Brings back a custom scheme that was added earlier. */
    public void restore(CustomScheme custom) {
        all.add(custom);
    }

    /** All custom schemes, the oldest first. */
    public List<CustomScheme> all() {
        return List.copyOf(all);
    }

    /** Whether the scheme (lower case, no colon) is one of them. */
    public boolean contains(String scheme) {
        return all.stream()
                .anyMatch(custom -> CustomScheme.schemeOf(custom.value()).equals(scheme));
    }
}
