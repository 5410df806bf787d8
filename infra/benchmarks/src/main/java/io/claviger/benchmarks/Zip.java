package io.claviger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks a function's zip. */
final class Zip {
    private Zip() {}

    /** The folder, into which the zip is unpacked unless it has been before. */
    static Path unpacked(Path zip, Path folder) throws IOException {
        if (Files.exists(folder)) {
            return folder;
        }
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (!entry.isDirectory()) {
                    Path file = folder.resolve(entry.getName());
                    Files.createDirectories(file.resolveSibling("."));
                    Files.copy(entries, file);
                }
            }
        }
        return folder;
    }
}
