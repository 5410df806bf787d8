package io.claviger.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * What this code was built from.
 *
 * @param commit the commit of git; {@code unknown} if it was built without one
 */
public record Build(String version, String commit) {

    /** The build that this class belongs to, as Maven wrote it into {@code build.properties}. */
    public static Build current() {
        Properties written = new Properties();
        try (InputStream file = Objects.requireNonNull(Build.class.getResourceAsStream("build.properties"))) {
            written.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Build(written.getProperty("version"), written.getProperty("commit"));
    }

    @Override
    public String toString() {
        return "Claviger %s, commit %s".formatted(version, commit);
    }
}
