package io.claviger.core;

import java.time.Duration;

/** The port to the end of the present invocation. Lambda ends a process's work then, whatever it is doing. */
@FunctionalInterface
public interface Deadline {
    /** How much time is left; zero or less at the end. */
    Duration left();
}
