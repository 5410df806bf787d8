package io.claviger.runtime;

import io.claviger.core.Deadline;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.IntSupplier;

/** The deadline that Lambda gives. A process serves one invocation at a time. */
@Singleton
public final class InvocationDeadline implements Deadline {
    /** Priming is no invocation. */
    private static final int BEFORE_THE_FIRST = Integer.MAX_VALUE;

    private volatile IntSupplier remainingMillis = () -> BEFORE_THE_FIRST;

    /**
     * Each function calls this first.
     *
     * @param remainingMillis the {@code getRemainingTimeInMillis} of Lambda's context
     */
    public void begin(IntSupplier remainingMillis) {
        this.remainingMillis = remainingMillis;
    }

    @Override
    public Duration left() {
        return Duration.ofMillis(remainingMillis.getAsInt());
    }
}
