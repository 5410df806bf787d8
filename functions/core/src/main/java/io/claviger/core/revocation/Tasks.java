package io.claviger.core.revocation;

import java.util.List;
import java.util.Optional;

/** Runs tasks that must not keep each other from running. */
final class Tasks {
    private Tasks() {}

    /**
     * Runs every task, in order.
     *
     * @throws RuntimeException the first failure, with the later ones suppressed, after the last task
     */
    static void runAll(List<Runnable> tasks) {
        Optional<RuntimeException> first = Optional.empty();
        for (Runnable task : tasks) {
            try {
                task.run();
            } catch (RuntimeException failure) {
                first.ifPresent(earlier -> earlier.addSuppressed(failure));
                first = first.or(() -> Optional.of(failure));
            }
        }
        if (first.isPresent()) {
            throw first.get();
        }
    }
}
