package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps secrets between runs, in clear: it is for development data only. Without a file it keeps nothing. */
final class SecretFile {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final Optional<Path> file;

    SecretFile(Optional<Path> file) {
        this.file = file;
    }

    List<StoredSecret> load() {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return List.of();
        }
        try {
            return MAPPER.readValue(Files.readAllBytes(file.get()), new TypeReference<>() {});
        } catch (IOException unreadable) {
            throw new IllegalStateException("The secrets cannot be read from " + file.get(), unreadable);
        }
    }

    void save(Collection<StoredSecret> secrets) {
        if (file.isEmpty()) {
            return;
        }
        Path target = file.get();
        Path folder = target.toAbsolutePath().resolveSibling("");
        try {
            Files.createDirectories(folder);
            // Only its owner may read a temporary file.
            Path draft = Files.createTempFile(folder, "secrets", ".new");
            Files.write(draft, MAPPER.writeValueAsBytes(secrets));
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
