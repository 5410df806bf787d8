package io.claviger.api.identity;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.SimpleJwkFilter;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;

/**
 * The identity provider's keys. {@link HttpsJwks} fetches and keeps them, also when a later fetch fails. This class
 * says when to fetch: if the keys are no longer fresh or a token names an unknown key, with a pause between two
 * fetches. HttpsJwks by itself has no pause while the provider is down, and keeps the last keys without end.
 */
public final class VerificationKeys {
    /** After this time the keys are fetched again, so that a withdrawn key stops working. */
    static final Duration FRESH = Duration.ofMinutes(10);

    /** After this time without a successful fetch the keys are no longer used. */
    static final Duration USABLE = Duration.ofHours(24);

    /** The minimum time between two fetches. */
    static final Duration MIN_PAUSE = Duration.ofSeconds(30);

    /** The minimum time between two fetches until the first one succeeds. */
    static final Duration MIN_FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(VerificationKeys.class.getName());
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpsJwks jwks;
    private final InstantSource clock;
    private Instant triedAt = Instant.EPOCH;
    private Instant fetchedAt = Instant.EPOCH;

    /**
     * @param address the provider's JWKS (RFC 7517 section 5)
     * @param http bounds time and size; its responses have no headers that set their age
     * @throws IllegalArgumentException if the address is neither https nor http on this machine
     */
    public VerificationKeys(URI address, SimpleGet http, InstantSource clock) {
        boolean https = "https".equalsIgnoreCase(address.getScheme());
        boolean local =
                "http".equalsIgnoreCase(address.getScheme()) && LOCAL.contains(String.valueOf(address.getHost()));
        if (!https && !local) {
            throw new IllegalArgumentException("the identity provider's JWKS must be at an https address");
        }
        this.clock = clock;
        jwks = new HttpsJwks(address.toString());
        jwks.setSimpleHttpGet(location -> withSigningKey(http.get(location)));
        jwks.setDefaultCacheDuration(USABLE.toSeconds());
        jwks.setRetainCacheOnErrorDuration(USABLE.toSeconds());
        jwks.setRefreshReprieveThreshold(0);
    }

    /** The key of this id for this algorithm; empty if the provider publishes no such key. */
    public synchronized Optional<PublicKey> find(String keyId, SignatureAlgorithm algorithm) {
        Instant now = clock.instant();
        boolean fresh = now.isBefore(fetchedAt.plus(FRESH));
        if (!fresh || select(keyId, algorithm).isEmpty()) {
            fetch(now);
        }
        return areAvailable() ? select(keyId, algorithm) : Optional.empty();
    }

    /** False if no key is known: the provider has not answered yet, or not for a day. */
    public synchronized boolean areAvailable() {
        return clock.instant().isBefore(fetchedAt.plus(USABLE));
    }

    private void fetch(Instant now) {
        Duration pause = fetchedAt.equals(Instant.EPOCH) ? MIN_FIRST_PAUSE : MIN_PAUSE;
        if (now.isBefore(triedAt.plus(pause))) {
            return;
        }
        triedAt = now;
        try {
            jwks.refresh();
            fetchedAt = now;
        } catch (IOException | JoseException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "the keys of the identity provider could not be fetched: {0}",
                    e.getClass().getSimpleName());
        }
    }

    /** Not yet whether the key is strong enough: the verification of the token checks that. */
    private Optional<PublicKey> select(String keyId, SignatureAlgorithm algorithm) {
        SimpleJwkFilter filter = signingKeys();
        filter.setKid(keyId, SimpleJwkFilter.VALUE_REQUIRED);
        filter.setKty(
                algorithm == SignatureAlgorithm.ES256 ? EllipticCurveJsonWebKey.KEY_TYPE : RsaJsonWebKey.KEY_TYPE);
        filter.setAlg(algorithm.getAlgorithm(), SimpleJwkFilter.OMITTED_OKAY);
        try {
            return filter.filter(jwks.getJsonWebKeys()).stream()
                    .findFirst()
                    .map(key -> ((PublicJsonWebKey) key).getPublicKey());
        } catch (IOException | JoseException _) {
            return Optional.empty();
        }
    }

    /** Fails for a set without a signing key, so that the previous set stays. */
    private static SimpleResponse withSigningKey(SimpleResponse response) throws IOException {
        try {
            if (signingKeys()
                    .filter(new JsonWebKeySet(response.getBody()).getJsonWebKeys())
                    .isEmpty()) {
                throw new IOException("the JWKS has no signing key");
            }
            return response;
        } catch (JoseException e) {
            throw new IOException("the response is not a JWKS", e);
        }
    }

    private static SimpleJwkFilter signingKeys() {
        SimpleJwkFilter filter = new SimpleJwkFilter();
        filter.setUse(Use.SIGNATURE, SimpleJwkFilter.OMITTED_OKAY);
        return filter;
    }
}
