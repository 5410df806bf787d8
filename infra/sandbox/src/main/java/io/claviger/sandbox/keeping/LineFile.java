package io.claviger.sandbox.keeping;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A file of lines that only grows, for one process at a time. A line is complete when its end is there: what follows the last end was
 * being written when a process died, and counts for nothing. Safe for many threads.
 */
final class LineFile implements AutoCloseable {
    // Not a FileChannel: an interrupted writer would close it under all others.
    private final RandomAccessFile file;

    private LineFile(RandomAccessFile file) {
        this.file = file;
    }

    /** Takes a line and its number, from 1. */
    interface Reader {
        void read(long number, byte[] line);
    }

    /**
     * Opens the file, readable by its owner only if it is new.
     *
     * @throws IllegalStateException if someone else has it open
     */
    static LineFile open(Path path) throws IOException {
        Files.createDirectories(path.resolveSibling(""));
        if (Files.notExists(path)) {
            Files.createFile(path, ownerOnly(path));
        }
        var file = new RandomAccessFile(path.toFile(), "rw");
        try {
            lock(file, path);
            return new LineFile(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void lock(RandomAccessFile file, Path path) throws IOException {
        try {
            if (file.getChannel().tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new IllegalStateException(path + " is open in another sandbox of this process", e);
        }
        throw new IllegalStateException(path + " is open in another process");
    }

    synchronized boolean isEmpty() throws IOException {
        return file.length() == 0;
    }

    /** The first line, if it is complete. */
    synchronized Optional<byte[]> first() throws IOException {
        var line = new ByteArrayOutputStream();
        var bytes = fromTheBeginning();
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
            line.write(next);
            if (next == '\n') {
                return Optional.of(line.toByteArray());
            }
        }
        return Optional.empty();
    }

    /** Reads every complete line, and then forgets what follows the last one. */
    synchronized void replay(Reader reader) throws IOException {
        var line = new ByteArrayOutputStream();
        var bytes = fromTheBeginning();
        long number = 0;
        long end = 0;
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
            line.write(next);
            if (next == '\n') {
                end += line.size();
                number++;
                reader.read(number, line.toByteArray());
                line.reset();
            }
        }
        file.setLength(end);
        file.seek(end);
    }

    /**
     * Writes a line and its end, and returns when the operating system has them. The end of this process, by whatever signal, takes
     * nothing of that away. They are not forced to the disk: only the end of the machine itself would show the difference, which a
     * tool for development need not survive, and every registration would wait for the disk.
     */
    synchronized void append(byte[] line) throws IOException {
        var whole = new byte[line.length + 1];
        System.arraycopy(line, 0, whole, 0, line.length);
        whole[line.length] = '\n';
        long end = file.length();
        file.seek(end);
        try {
            file.write(whole);
        } catch (IOException e) {
            // Half a line, as a full disk leaves it, would spoil the next one.
            file.setLength(end);
            throw e;
        }
    }

    private InputStream fromTheBeginning() throws IOException {
        file.seek(0);
        return new BufferedInputStream(Channels.newInputStream(file.getChannel()));
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
