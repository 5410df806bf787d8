package io.claviger.aws.journal;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The cause of the current thread's work. It is bound to the thread, so that the use cases need not pass it on.
 */
public final class CurrentCause {
    private static final ScopedValue<Cause> CAUSE = ScopedValue.newInstance();

    private CurrentCause() {}

    /** Runs the work. Every line that this thread writes meanwhile names the cause. */
    public static <T> T during(Cause cause, Supplier<T> work) {
        return ScopedValue.where(CAUSE, cause).call(work::get);
    }

    static Optional<Cause> find() {
        return CAUSE.isBound() ? Optional.of(CAUSE.get()) : Optional.empty();
    }
}
