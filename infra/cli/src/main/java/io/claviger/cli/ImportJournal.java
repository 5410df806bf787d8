package io.claviger.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of an import that are done, in a file beside it, so that a killed import goes on where it stopped. Each
 * line is written and flushed when the API has answered. A line that was cut off by a crash counts as not there: it is
 * sent again, which the API answers with {@code already_adopted}. Nothing secret is in it.
 */
final class ImportJournal implements AutoCloseable {
    private static final String SEPARATOR = "\t";

    private final Map<Long, RowResult> done = new HashMap<>();
    private final FileChannel channel;
    private final Writer writer;

    private ImportJournal(FileChannel channel, Writer writer) {
        this.channel = channel;
        this.writer = writer;
    }

    /**
     * @param identity what the journal is about: file, application and mode
     * @throws Failure if the journal is about something else, or another process has it open
     */
    static ImportJournal open(Path path, String identity) {
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock(channel, path);
            List<String> lines = Files.readString(path).lines().toList();
            ImportJournal journal = new ImportJournal(
                    channel, Files.newBufferedWriter(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
            if (lines.isEmpty()) {
                journal.write(identity);
            } else if (!lines.getFirst().equals(identity)) {
                throw new Failure(
                        ExitCode.USAGE,
                        path + " belongs to another file, application or mode: name another --journal, or delete it");
            } else {
                // Ends a line that a crash cut off.
                journal.write("");
            }
            lines.stream().skip(1).forEach(journal::read);
            return journal;
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, path + " cannot be written: " + e.getMessage());
        }
    }

    private static void lock(FileChannel channel, Path path) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new OverlappingFileLockException();
            }
        } catch (OverlappingFileLockException _) {
            throw new Failure(ExitCode.USAGE, path + " is in use by another import");
        }
    }

    private void read(String line) {
        String[] parts = line.split(SEPARATOR, -1);
        if (parts.length == 4 && parts[3].equals(".")) {
            RowResult result = new RowResult(Long.parseLong(parts[0]), parts[1], parts[2], "");
            done.put(result.line(), result);
        }
    }

    /** The results of earlier runs by the lines' numbers. */
    Map<Long, RowResult> done() {
        return Map.copyOf(done);
    }

    /** Notes a line that is done. */
    synchronized void add(RowResult result) {
        try {
            write(String.join(SEPARATOR, Long.toString(result.line()), result.instanceId(), result.result(), "."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String line) throws IOException {
        writer.write(line + "\n");
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
        channel.close();
    }
}
