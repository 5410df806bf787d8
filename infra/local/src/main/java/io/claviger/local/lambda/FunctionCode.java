package io.claviger.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks the functions' zips, each zip once. */
final class FunctionCode {
    private final Path folder;
    private final Map<Path, Path> unpacked = new HashMap<>();

    /** @param folder the zips are unpacked into it */
    FunctionCode(Path folder) {
        this.folder = folder;
    }

    /**
     * The folder that holds the unpacked code.
     *
     * @throws IllegalStateException if there is no such zip or folder
     */
    synchronized Path unpack(String logicalId, Path code) {
        if (Files.isDirectory(code)) {
            return code;
        }
        if (!Files.isRegularFile(code)) {
            throw new IllegalStateException(logicalId + ".Properties.CodeUri: there is no " + code
                    + "; build it first, for example with ./mvnw package");
        }
        return unpacked.computeIfAbsent(code, zip -> unzip(zip, folder.resolve(Integer.toString(unpacked.size()))));
    }

    private static Path unzip(Path zip, Path target) {
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            ZipEntry entry = entries.getNextEntry();
            while (entry != null) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IllegalStateException(zip + " holds a file outside itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(entries, file);
                }
                entry = entries.getNextEntry();
            }
            return target;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot unpack " + zip, unreadable);
        }
    }
}
