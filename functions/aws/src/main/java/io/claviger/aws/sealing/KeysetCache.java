package io.claviger.aws.sealing;

import io.claviger.aws.vault.VaultCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Caches the keyset in memory. It reads the keyset at the first use, then hourly, so that a rotation reaches every
 * process. An unknown key in a sealed text makes it read at once, at most once a second.
 */
final class KeysetCache {
    private static final Duration MAX_AGE = Duration.ofHours(1);
    private static final Duration MIN_READ_INTERVAL = Duration.ofSeconds(1);

    private final Supplier<String> secret;
    private final InstantSource clock;
    private volatile @Nullable Keyset held;
    private Instant readAt = Instant.MIN;

    /** @param secret reads the stored keyset; if it throws, the next use calls it again */
    KeysetCache(Supplier<String> secret, InstantSource clock) {
        this.secret = secret;
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

    /** Keeps the old keyset while Secrets Manager is unavailable. */
    private Keyset readOrKeep(Keyset keyset) {
        try {
            return read();
        } catch (RuntimeException _) {
            return keyset;
        }
    }

    private Keyset read() {
        readAt = clock.instant();
        Keyset read = VaultCall.attempt("reading the sealing keyset", () -> KeysetFormat.parse(secret.get()));
        held = read;
        return read;
    }
}
