package io.claviger.aws.sealing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keyset in memory. Read when first needed, hourly after that so that a rotation reaches every process, and at once, but
 * at most once a second, when something turns up that was sealed with a key unknown here.
 */
final class Keyring {
    private static final Duration USED_FOR = Duration.ofHours(1);
    private static final Duration BETWEEN_READS = Duration.ofSeconds(1);

    private final Supplier<String> secret;
    private final InstantSource clock;
    private volatile @Nullable Keyset held;
    private Instant readAt = Instant.MIN;

    /** @param secret reads the keyset as it is kept; may throw, and is then asked again when the keyset is next needed */
    Keyring(Supplier<String> secret, InstantSource clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** The keyset to seal with. */
    synchronized Keyset current() {
        Keyset keyset = held;
        if (keyset == null) {
            return read();
        }
        return readAt.plus(USED_FOR).isAfter(clock.instant()) ? keyset : readOrKeep(keyset);
    }

    /** The keyset to open this with, which may turn out not to know it. */
    Keyset opening(byte[] sealed) {
        Keyset keyset = held;
        return keyset != null && keyset.knows(sealed) ? keyset : search(sealed);
    }

    private synchronized Keyset search(byte[] sealed) {
        Keyset keyset = current();
        if (keyset.knows(sealed) || readAt.plus(BETWEEN_READS).isAfter(clock.instant())) {
            return keyset;
        }
        return read();
    }

    /** An old keyset is better than none while the vault is out of reach. */
    private Keyset readOrKeep(Keyset keyset) {
        try {
            return read();
        } catch (RuntimeException _) {
            return keyset;
        }
    }

    private Keyset read() {
        readAt = clock.instant();
        Keyset read = KeysetFormat.parse(secret.get());
        held = read;
        return read;
    }
}
