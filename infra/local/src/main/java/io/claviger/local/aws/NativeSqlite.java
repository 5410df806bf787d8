package io.claviger.local.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The native library with which DynamoDB Local stores tables. This module packages it. */
final class NativeSqlite {
    private static final String PROPERTY = "sqlite4java.library.path";

    private NativeSqlite() {}

    /**
     * Writes the library where sqlite4java looks for it, once for each JVM.
     *
     * @throws IllegalStateException if no library exists for this machine
     */
    static synchronized void provide() {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        String name = fileName();
        try (InputStream in = NativeSqlite.class.getResourceAsStream("/sqlite4java/" + name)) {
            if (in == null) {
                throw new IllegalStateException("DynamoDB Local has no native library for " + machine()
                        + "; it runs on Linux and Windows on x86-64 and on macOS");
            }
            // It is deleted with the JVM, not with the system: the JVM cannot load it twice.
            Path target = Files.createTempDirectory("claviger-sqlite");
            target.toFile().deleteOnExit();
            Files.copy(in, target.resolve(name));
            target.resolve(name).toFile().deleteOnExit();
            System.setProperty(PROPERTY, target.toString());
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The native library of DynamoDB Local cannot be written", unwritable);
        }
    }

    private static String machine() {
        return System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    }

    private static String fileName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch");
        boolean intel = architecture.equals("amd64") || architecture.equals("x86_64");
        if (system.contains("linux")) {
            return intel ? "libsqlite4java-linux-amd64.so" : "none";
        }
        if (system.contains("mac")) {
            return intel ? "libsqlite4java-osx.dylib" : "libsqlite4java-osx-aarch64.dylib";
        }
        return intel ? "sqlite4java-win32-x64.dll" : "none";
    }
}
