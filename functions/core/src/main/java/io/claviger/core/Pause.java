package io.claviger.core;

import java.time.Duration;

/** Waiting, as a port, so that tests need not. */
@FunctionalInterface
public interface Pause {
    void pause(Duration duration);
}
