package io.claviger.core.revocation;

import java.util.List;
import java.util.Optional;

/** Several things to be done, each of them whatever becomes of the others. */
final class EachInTurn {
    private EachInTurn() {}

    /** @throws RuntimeException the first failure, with the later ones suppressed, once all have had their turn */
    static void run(List<Runnable> tasks) {
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
