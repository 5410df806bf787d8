package io.claviger.core;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes identifiers for attempts and lease owners: random UUIDs, 36 characters. */
public final class Identifiers {
    private final RandomGenerator random;

    /** @param random cryptographically strong in production; seeded in a test that must be repeatable */
    public Identifiers(RandomGenerator random) {
        this.random = random;
    }

    public String next() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
