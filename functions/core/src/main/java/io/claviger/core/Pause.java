package io.claviger.core;

import java.time.Duration;

/** The port for waiting, so that tests move a clock instead. */
@FunctionalInterface
public interface Pause {
    void pause(Duration duration);
}
