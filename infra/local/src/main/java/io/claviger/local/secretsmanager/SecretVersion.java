package io.claviger.local.secretsmanager;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One version of a secret: a value that never changes, and the staging labels that come and go. */
final class SecretVersion {
    private final String id;
    private final SecretValue value;
    private final Instant created;
    private final Set<String> stages = new LinkedHashSet<>();
    private @Nullable Instant lastAccessed;

    SecretVersion(String id, SecretValue value, Instant created) {
        this.id = id;
        this.value = value;
        this.created = created;
    }

    String id() {
        return id;
    }

    SecretValue value() {
        return value;
    }

    Instant created() {
        return created;
    }

    /** Its staging labels, to be changed by the secret alone. */
    Set<String> stages() {
        return stages;
    }

    @Nullable
    Instant lastAccessed() {
        return lastAccessed;
    }

    void accessed(@Nullable Instant when) {
        lastAccessed = when;
    }
}
