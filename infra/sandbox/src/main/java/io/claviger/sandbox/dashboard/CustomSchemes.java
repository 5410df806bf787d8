package io.claviger.sandbox.dashboard;

import io.claviger.sandbox.persistence.Persistence;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** The programmer's custom schemes, which all of the programmer's applications may use. Safe for many threads. */
public final class CustomSchemes {
    private final Persistence.Journal<CustomScheme> journal;
    private final List<CustomScheme> all;

    /** Starts with the stored custom schemes. */
    public CustomSchemes(Persistence persistence) {
        this.journal = persistence.journal("custom_schemes", CustomScheme.class);
        this.all = new CopyOnWriteArrayList<>(journal.entries());
    }

    /**
     * Adds a custom scheme.
     *
     * @param value such as {@code adobepass://com.programmer}
     * @throws IllegalArgumentException if it is not a custom scheme, or exists
     */
    public synchronized CustomScheme create(String value) {
        var scheme = CustomScheme.schemeOf(PlainText.of("scheme", value));
        if (contains(scheme)) {
            throw new IllegalArgumentException("scheme exists already");
        }
        var custom =
                new CustomScheme(UUID.randomUUID().toString(), value.contains(":") ? value.strip() : scheme + "://");
        journal.append(custom);
        all.add(custom);
        return custom;
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
