package io.claviger.aws.sealing;

import io.claviger.aws.vault.VaultCall;
import io.claviger.core.storage.VaultUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Caches the keyset in memory. It reads the keyset at the first use, then hourly, so that a rotation reaches every
 * process. An unknown key in a sealed text makes it read at once, at most once a second.
 */
final class KeysetCache {
    private static final Duration MAX_AGE = Duration.ofHours(1);
    private static final Duration MIN_READ_INTERVAL = Duration.ofSeconds(1);

    private final List<Supplier<String>> sources;
    private final InstantSource clock;
    private volatile @Nullable Keyset held;
    private Instant readAt = Instant.MIN;

    /** @param sources the readers of the stored keyset, tried in this order at each read; at least one */
    KeysetCache(List<Supplier<String>> sources, InstantSource clock) {
        this.sources = List.copyOf(sources);
        this.clock = clock;
    }

    /**
     * The keyset to seal with.
     *
     * @throws io.claviger.core.storage.VaultUnavailable if no keyset was read yet, and it cannot be read or parsed
     */
    synchronized Keyset current() {
        Keyset keyset = held;
        if (keyset == null) {
            return read();
        }
        return readAt.plus(MAX_AGE).isAfter(clock.instant()) ? keyset : readOrKeep(keyset);
    }

    /** The keyset for opening this text. It may still lack the key. */
    Keyset opening(byte[] sealed) {
        Keyset keyset = held;
        return keyset != null && keyset.knows(sealed) ? keyset : search(sealed);
    }

    private synchronized Keyset search(byte[] sealed) {
        Keyset keyset = current();
        if (keyset.knows(sealed) || readAt.plus(MIN_READ_INTERVAL).isAfter(clock.instant())) {
            return keyset;
        }
        return read();
    }

    /** Keeps the old keyset while no other can be read. */
    private Keyset readOrKeep(Keyset keyset) {
        try {
            return read();
        } catch (RuntimeException _) {
            return keyset;
        }
    }

    private Keyset read() {
        readAt = clock.instant();
        Keyset read = firstReadable();
        held = read;
        return read;
    }

    private Keyset firstReadable() {
        VaultUnavailable failed = new VaultUnavailable("reading the sealing keyset failed");
        for (int i = 0; i < sources.size(); i++) {
            Supplier<String> source = sources.get(i);
            try {
                Keyset read = VaultCall.attempt("reading the sealing keyset", () -> KeysetFormat.parse(source.get()));
                return i == 0 ? read : newer(read);
            } catch (VaultUnavailable e) {
                failed.addSuppressed(e);
            }
        }
        throw failed;
    }

    /** The copy, unless it lacks keys of the keyset in memory: then it is older. */
    private Keyset newer(Keyset copy) {
        Keyset before = held;
        return before == null || copy.includes(before) ? copy : before;
    }
}
