package io.claviger.sandbox.dashboard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/**
 * Signs and verifies software statements: RS256 JWTs with Adobe's four claims, and without a key id. Adobe's statements do not expire.
 */
public final class SoftwareStatements {
    private static final String ISSUER = "auth.adobe.com";
    private static final int KEY_BITS = 2048;

    private final RsaJsonWebKey key;
    private final JwtConsumer consumer;

    /** Makes a new signing key: a private JWK (RFC 7517). */
    public static Map<String, Object> newKey() {
        try {
            var key = RsaJwkGenerator.generateJwk(KEY_BITS);
            key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            return key.toParams(OutputControlLevel.INCLUDE_PRIVATE);
        } catch (JoseException e) {
            throw new IllegalStateException("RSA is part of every Java platform", e);
        }
    }

    /**
     * Signs with this key.
     *
     * @param signingKey as {@link #newKey} makes it
     * @throws IllegalArgumentException if it is not such a key
     */
    public SoftwareStatements(Map<String, Object> signingKey) {
        try {
            key = new RsaJsonWebKey(signingKey);
        } catch (JoseException e) {
            throw new IllegalArgumentException("not an RSA JWK", e);
        }
        if (key.getPrivateKey() == null) {
            throw new IllegalArgumentException("an RSA JWK without its private key");
        }
        // Only RS256: neither "none" nor an HMAC over the public key (RFC 8725 section 3.1).
        consumer = new JwtConsumerBuilder()
                .setVerificationKey(key.getRsaPublicKey())
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256)
                // The key signs nothing else, and a test's clock may be ahead of the machine's.
                .setSkipAllDefaultValidators()
                .build();
    }

    String sign(RegisteredApplication application, Instant now) {
        var claims = new JwtClaims();
        claims.setSubject(application.id());
        claims.setNotBefore(NumericDate.fromMilliseconds(now.toEpochMilli()));
        claims.setIssuer(ISSUER);
        claims.setIssuedAt(NumericDate.fromMilliseconds(now.toEpochMilli()));
        var jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        jws.setKey(key.getPrivateKey());
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("the sandbox's own key signs RS256", e);
        }
    }

    /** The id of the application that the statement names; empty unless this key signed the statement. */
    public Optional<String> applicationNamedBy(String statement) {
        try {
            return Optional.ofNullable(consumer.processToClaims(statement).getSubject());
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    /** The public key as a JWK set (RFC 7517 section 5). */
    public Map<String, Object> jwks() {
        return Map.of(JsonWebKeySet.JWK_SET_MEMBER_NAME, List.of(key.toParams(OutputControlLevel.PUBLIC_ONLY)));
    }
}
