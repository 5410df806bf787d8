package io.claviger.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.JsonNodes;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One function's log file. It gets all output of the function's processes; warnings go to the console, too. */
final class FunctionLog implements AutoCloseable {
    private static final Set<String> WARNING_LEVELS = Set.of("WARN", "WARNING", "ERROR", "SEVERE", "FATAL");
    private static final Pattern WARNING_TEXT =
            Pattern.compile("\\b(WARN|ERROR|FATAL|SEVERE)\\b|^Exception in thread|^Error: ");
    private static final int MAX_CONSOLE_LENGTH = 300;

    private final Path file;
    private final BufferedWriter writer;
    private final Consumer<String> console;

    FunctionLog(Path file, Consumer<String> console) {
        this.file = file;
        this.console = console;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            this.writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Copies a process's output until it ends. */
    void copy(InputStream output) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                write(line);
                warning(line).ifPresent(console);
                line = reader.readLine();
            }
        } catch (IOException broken) {
            // The process ended in the middle of a line. The file has its earlier output.
            write("(the output broke off)");
        }
    }

    String text() {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private synchronized void write(String line) {
        try {
            writer.write(line);
            writer.newLine();
            writer.flush();
        } catch (IOException closed) {
            console.accept("cannot write " + file + ": " + closed.getMessage());
        }
    }

    private static Optional<String> warning(String line) {
        Optional<JsonNode> record = line.startsWith("{") ? JsonNodes.parse(line) : Optional.empty();
        if (record.isEmpty()) {
            return WARNING_TEXT.matcher(line).find() ? Optional.of(shortened(line)) : Optional.empty();
        }
        String level = record.get().path("level").asText().toUpperCase(Locale.ROOT);
        String message = record.get().path("message").asText();
        String exception = record.get().at("/exception/message").asText();
        return WARNING_LEVELS.contains(level)
                ? Optional.of(shortened(level + " " + message + (exception.isEmpty() ? "" : ": " + exception)))
                : Optional.empty();
    }

    private static String shortened(String text) {
        return text.length() <= MAX_CONSOLE_LENGTH ? text : text.substring(0, MAX_CONSOLE_LENGTH) + "…";
    }
}
