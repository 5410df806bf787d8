package io.claviger.aws.journal;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The cause of what the current thread does. It goes with the thread, so that the use cases need not hand on what means nothing
 * to them.
 */
public final class CurrentCause {
    private static final ScopedValue<Cause> CAUSE = ScopedValue.newInstance();

    private CurrentCause() {}

    /** Does the work; every line written by this thread meanwhile tells the cause. */
    public static <T> T during(Cause cause, Supplier<T> work) {
        return ScopedValue.where(CAUSE, cause).call(work::get);
    }

    static Optional<Cause> find() {
        return CAUSE.isBound() ? Optional.of(CAUSE.get()) : Optional.empty();
    }
}
