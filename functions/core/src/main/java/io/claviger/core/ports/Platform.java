package io.claviger.core.ports;

import io.claviger.core.Deadline;
import io.claviger.core.Identifiers;
import io.claviger.core.Pause;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Time and chance, which tests replace.
 *
 * @param random cryptographically strong in production
 */
public record Platform(InstantSource clock, Pause pause, RandomGenerator random, Deadline deadline) {
    public Identifiers identifiers() {
        return new Identifiers(random);
    }
}
