package io.claviger.core;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Fresh names for attempts and lease owners: 36 characters, never used before. */
public final class Identifiers {
    private final RandomGenerator random;

    /** @param random a strong source in production; a seeded one replays */
    public Identifiers(RandomGenerator random) {
        this.random = random;
    }

    public String next() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
