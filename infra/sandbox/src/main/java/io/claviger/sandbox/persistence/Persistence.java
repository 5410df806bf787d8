package io.claviger.sandbox.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * Opens the file {@code state.mv} of a data folder, an MVStore that one process uses at a time. It holds statements, client secrets and
 * keys unencrypted, so it is for development data alone.
 */
public final class Persistence implements AutoCloseable {
    private static final String FILE = "state.mv";
    private static final int HEADER_BYTES = 8_192;
    // Small pages, because each change writes its page again.
    private static final int PAGE_BYTES = 4_096;

    private final MVStore store;
    private final Path file;
    private final JsonMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private Persistence(MVStore store, Path file) {
        this.store = store;
        this.file = file;
    }

    /**
     * Opens a data folder.
     *
     * @param folder created if it is missing; null to write nothing
     * @throws IllegalStateException if another process uses the folder, or it cannot be used, or its file is damaged
     */
    public static Persistence in(@Nullable Path folder) {
        return folder == null ? new Persistence(MVStore.open(null), Path.of(FILE)) : open(folder.toAbsolutePath());
    }

    private static Persistence open(Path folder) {
        var file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            if (Files.notExists(file)) {
                Files.createFile(file, ownerOnly(file));
            }
            if (!Files.isWritable(file)) {
                throw new AccessDeniedException(file.toString());
            }
            boolean hasContent = Files.size(file) > HEADER_BYTES;
            var store = new MVStore.Builder()
                    .fileName(file.toString())
                    .autoCommitDisabled()
                    .pageSplitSize(PAGE_BYTES)
                    .open();
            store.setVersionsToKeep(0);
            // MVStore takes a file for new if none of its content is valid.
            if (hasContent && store.getMapNames().isEmpty()) {
                store.closeImmediately();
                throw unreadable(file);
            }
            return new Persistence(store, file);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be used: " + e, e);
        } catch (MVStoreException e) {
            throw e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                    ? new IllegalStateException(
                            file + " is open in another sandbox: stop that sandbox, or use another data folder", e)
                    : unreadable(file);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    // Without a cause: it would show a part of the file, which may be a secret.
    private static IllegalStateException unreadable(Path file) {
        return new IllegalStateException(
                file + " is damaged, or no sandbox wrote it: delete it to begin anew, or use another data folder");
    }

    /** Whether what is appended outlives the process. */
    public boolean isLasting() {
        return store.isPersistent();
    }

    /**
     * Entries of one type, in the order in which they are appended. Safe for many threads.
     *
     * @throws IllegalStateException if the file is damaged
     */
    public <T> Journal<T> journal(String name, Class<T> type) {
        var format =
                new MVMap.Builder<Long, String>().keyType(LongDataType.INSTANCE).valueType(StringDataType.INSTANCE);
        try {
            return new Journal<>(store.openMap(name, format), type);
        } catch (MVStoreException e) {
            throw unreadable(file);
        }
    }

    /** See {@link #journal}. */
    public final class Journal<T> {
        private final MVMap<Long, String> entries;
        private final Class<T> type;

        private Journal(MVMap<Long, String> entries, Class<T> type) {
            this.entries = entries;
            this.type = type;
        }

        /**
         * All entries, those of earlier processes included.
         *
         * @throws IllegalStateException if one cannot be read
         */
        public List<T> entries() {
            try {
                return entries.values().stream().map(this::read).toList();
            } catch (MVStoreException e) {
                throw unreadable(file);
            }
        }

        private T read(String json) {
            try {
                return Objects.requireNonNull(mapper.readValue(json, type));
            } catch (JsonProcessingException | NullPointerException e) {
                throw unreadable(file);
            }
        }

        /**
         * Appends an entry, and returns when the operating system has it: the end of this process, even by SIGKILL, does not undo it. It
         * is not forced to the disk, so the end of the machine may undo it.
         *
         * @throws IllegalStateException if the file cannot be written
         */
        public void append(T entry) {
            if (!isLasting()) {
                return;
            }
            synchronized (store) {
                try {
                    entries.put(entries.sizeAsLong(), mapper.writeValueAsString(entry));
                    store.commit();
                } catch (JsonProcessingException | MVStoreException e) {
                    throw new IllegalStateException(file + " cannot be written: restart the sandbox", e);
                }
            }
        }
    }

    /** Closes the file. */
    @Override
    public void close() {
        store.close();
    }
}
