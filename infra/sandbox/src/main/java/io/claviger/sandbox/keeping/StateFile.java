package io.claviger.sandbox.keeping;

import io.claviger.sandbox.dashboard.CustomScheme;
import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.keeping.Change.ApplicationChanged;
import io.claviger.sandbox.keeping.Change.ClientMade;
import io.claviger.sandbox.keeping.Change.SchemeAdded;
import io.claviger.sandbox.oauth.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.function.Consumer;

/**
 * Keeps everything in one file: the keys in its first line, then a line for each change. Statements, client secrets and keys are in it in
 * clear, so it is for development data alone.
 */
final class StateFile implements Keeping {
    private static final String NAME = "state.jsonl";

    private final Path path;
    private final LineFile lines;
    private final LineFormat format = new LineFormat();
    private final Keys keys;

    private StateFile(Path path, LineFile lines) throws IOException {
        this.path = path;
        this.lines = lines;
        if (lines.isEmpty()) {
            keys = Keys.random();
            lines.append(format.write(keys));
        } else {
            // Only a machine that goes down in a sandbox's first moments leaves a first line without its end. Whoever
            // has such a
            // file is told; it could be a stranger's, so it is not cut.
            keys = read(1, lines.first().orElseThrow(() -> foreign(1)), Keys.class);
        }
    }

    static StateFile open(Path folder) {
        var path = folder.toAbsolutePath().resolve(NAME);
        try {
            var lines = LineFile.open(path);
            try {
                return new StateFile(path, lines);
            } catch (IOException | RuntimeException e) {
                lines.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    @Override
    public Keys keys() {
        return keys;
    }

    @Override
    public void replay(Consumer<Change> each) {
        try {
            lines.replay((number, line) -> {
                if (number > 1) {
                    restore(number, line, each);
                }
            });
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private void restore(long number, byte[] line, Consumer<Change> each) {
        try {
            each.accept(read(number, line, Change.class));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw foreign(number);
        }
    }

    private <T> T read(long number, byte[] line, Class<T> type) {
        return format.read(line, type).orElseThrow(() -> foreign(number));
    }

    // Without a cause: it would show what the line holds, and that may be a secret.
    private IllegalStateException foreign(long number) {
        return new IllegalStateException(path + ", line " + number + ": not a line that a sandbox has written");
    }

    private static IllegalStateException unusable(Path path, IOException e) {
        return new IllegalStateException(path + " cannot be used: " + e, e);
    }

    @Override
    public void application(RegisteredApplication application, String statement) {
        append(new ApplicationChanged(application, statement));
    }

    @Override
    public void scheme(CustomScheme scheme) {
        append(new SchemeAdded(scheme));
    }

    @Override
    public void client(Client client) {
        append(ClientMade.of(client));
    }

    private void append(Change change) {
        try {
            lines.append(format.write(change));
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be written", e);
        }
    }

    @Override
    public boolean isLasting() {
        return true;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
