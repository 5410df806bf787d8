package io.claviger.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What has been opened, to be closed in the opposite order; one that fails to close does not keep the others open. */
final class Closer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Closer.class.getName());

    /** Closes without a checked exception. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    private final Deque<Step> steps = new ArrayDeque<>();

    synchronized void lastly(Step step) {
        steps.push(step);
    }

    synchronized <T extends AutoCloseable> T add(T opened) {
        steps.push(opened::close);
        return opened;
    }

    /** A folder of this run's own, gone when it ends. */
    Path workFolder() {
        try {
            Path folder = Files.createTempDirectory("claviger-local-").toRealPath();
            lastly(() -> delete(folder));
            return folder;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public synchronized void close() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (Exception failure) {
                LOG.log(Level.WARNING, "Something did not close", failure);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
