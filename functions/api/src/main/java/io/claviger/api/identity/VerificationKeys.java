package io.claviger.api.identity;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jose4j.lang.JoseException;

/**
 * The identity provider's keys, kept in memory. Fetched anew when they are old and when a token names a key that is not
 * among them, and never more often than {@link #PAUSE}, whoever asks for whatever. While the provider is down the last
 * ones go on being used, for {@link #USABLE}.
 */
public final class VerificationKeys {
    /** At this age keys are fetched anew, so that a withdrawn key stops working. */
    static final Duration FRESH = Duration.ofMinutes(10);

    static final Duration USABLE = Duration.ofHours(24);

    /** The least time between two fetches. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    /** The least time between two fetches as long as none has succeeded. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(VerificationKeys.class.getName());

    private final Jwks jwks;
    private final InstantSource clock;
    private KeySet keys = new KeySet(Map.of(), Instant.EPOCH);
    private Instant lastFetch = Instant.EPOCH;

    public VerificationKeys(Jwks jwks, InstantSource clock) {
        this.jwks = jwks;
        this.clock = clock;
    }

    /** The key of this id for this algorithm. */
    public synchronized Optional<PublicKey> find(String keyId, SignatureAlgorithm algorithm) {
        Instant now = clock.instant();
        boolean fresh = now.isBefore(keys.fetchedAt().plus(FRESH));
        if (!fresh || keys.find(keyId, algorithm).isEmpty()) {
            fetch(now);
        }
        return now.isBefore(keys.fetchedAt().plus(USABLE)) ? keys.find(keyId, algorithm) : Optional.empty();
    }

    /** Fetches the keys before anybody needs them. */
    public synchronized void warm() {
        fetch(clock.instant());
    }

    private void fetch(Instant now) {
        Duration pause = keys.keys().isEmpty() ? FIRST_PAUSE : PAUSE;
        if (now.isBefore(lastFetch.plus(pause))) {
            return;
        }
        lastFetch = now;
        try {
            KeySet fetched = KeySet.parse(jwks.fetch(), now);
            if (!fetched.keys().isEmpty()) {
                keys = fetched;
            }
        } catch (IOException | JoseException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "the keys of the identity provider could not be fetched: {0}",
                    e.getClass().getSimpleName());
        }
    }
}
