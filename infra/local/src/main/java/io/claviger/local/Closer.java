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

/** Closes what was opened, in the opposite order. If one fails to close, the others are closed nevertheless. */
final class Closer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Closer.class.getName());

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /** A folder of this run, deleted at its end. */
    Path workFolder() {
        try {
            Path folder = Files.createTempDirectory("claviger-local-").toRealPath();
            add(() -> delete(folder));
            return folder;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
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
