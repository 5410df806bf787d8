package io.claviger.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A new file that only its owner may read: the place for a secret, which the screen is not. */
final class SecretFile {
    private SecretFile() {}

    /**
     * Makes the empty file, before the API is asked for a secret that it shows once.
     *
     * @throws Failure if it exists already or cannot be made
     */
    static void create(Path file) {
        try {
            Files.createFile(file);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (FileAlreadyExistsException _) {
            throw new Failure(ExitCode.USAGE, "--to: " + file + " exists already");
        } catch (IOException _) {
            throw new Failure(ExitCode.USAGE, "--to: " + file + " cannot be written");
        }
    }

    static void write(Path file, String secret) {
        try {
            Files.writeString(file, secret + "\n", StandardOpenOption.WRITE);
        } catch (IOException _) {
            throw new Failure(ExitCode.FAILED, "--to: " + file + " cannot be written: ask for another one");
        }
    }
}
