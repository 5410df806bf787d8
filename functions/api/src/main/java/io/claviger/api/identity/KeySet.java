package io.claviger.api.identity;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** The signing keys of one fetch. */
record KeySet(Map<Name, PublicKey> keys, Instant fetchedAt) {
    private static final int MAX_KEYS = 100;
    private static final int MIN_RSA_BITS = 2048;

    record Name(String keyId, SignatureAlgorithm algorithm) {}

    /** @throws JoseException if the text is not a key set */
    static KeySet parse(String json, Instant fetchedAt) throws JoseException {
        Map<Name, PublicKey> keys = new HashMap<>();
        new JsonWebKeySet(json)
                .getJsonWebKeys().stream()
                        .limit(MAX_KEYS)
                        .forEach(key -> algorithm(key)
                                .filter(_ -> key.getKeyId() != null)
                                .ifPresent(algorithm -> keys.putIfAbsent(
                                        new Name(key.getKeyId(), algorithm), ((PublicJsonWebKey) key).getPublicKey())));
        return new KeySet(Map.copyOf(keys), fetchedAt);
    }

    Optional<PublicKey> find(String keyId, SignatureAlgorithm algorithm) {
        return Optional.ofNullable(keys.get(new Name(keyId, algorithm)));
    }

    private static Optional<SignatureAlgorithm> algorithm(JsonWebKey key) {
        if (key.getUse() != null && !key.getUse().equals(Use.SIGNATURE)) {
            return Optional.empty();
        }
        return suited(key)
                .filter(algorithm ->
                        key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm.getAlgorithm()));
    }

    private static Optional<SignatureAlgorithm> suited(JsonWebKey key) {
        if (key.getKey() instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS) {
            return Optional.of(SignatureAlgorithm.RS256);
        }
        if (key instanceof EllipticCurveJsonWebKey curve && curve.getCurveName().equals(EllipticCurves.P_256)) {
            return Optional.of(SignatureAlgorithm.ES256);
        }
        return Optional.empty();
    }
}
