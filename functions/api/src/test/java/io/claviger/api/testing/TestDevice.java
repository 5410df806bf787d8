package io.claviger.api.testing;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Instant;
import java.util.function.Consumer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * A device with a key of its own.
 *
 * @param algorithm with which it signs
 * @param signing its private key or secret
 * @param jwk its public key as JSON text; empty for a secret
 */
public record TestDevice(String algorithm, Key signing, String jwk) {
    public static final String AUDIENCE = "https://tokens.example.com";

    public static TestDevice curve() {
        return with(
                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                () -> EcJwkGenerator.generateJwk(EllipticCurves.P256));
    }

    public static TestDevice rsa() {
        return with(AlgorithmIdentifiers.RSA_USING_SHA256, () -> RsaJwkGenerator.generateJwk(2048));
    }

    public static TestDevice edwards() {
        return with(
                AlgorithmIdentifiers.EDDSA, () -> OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519));
    }

    /** @param secret as an enrolment showed it */
    public static TestDevice withSecret(String secret) {
        return new TestDevice(
                AlgorithmIdentifiers.HMAC_SHA256, new HmacKey(secret.getBytes(StandardCharsets.UTF_8)), "");
    }

    /** A good assertion for the instance {@code application/instance}. */
    public String assertion(String subject, String keyId, Instant now) {
        return assertion(subject, keyId, now, _ -> {});
    }

    /** The same with changed claims. */
    public String assertion(String subject, String keyId, Instant now, Consumer<JwtClaims> changed) {
        return assertion(subject, keyId, now, changed, _ -> {});
    }

    /** The same with changed claims and headers. */
    public String assertion(
            String subject,
            String keyId,
            Instant now,
            Consumer<JwtClaims> changed,
            Consumer<JsonWebSignature> changedHeaders) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(subject);
        claims.setSubject(subject);
        claims.setAudience(AUDIENCE);
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.getEpochSecond() + 300));
        changed.accept(claims);
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(algorithm);
        jws.setKeyIdHeaderValue(keyId);
        jws.setPayload(claims.toJson());
        jws.setKey(signing);
        jws.setDoKeyValidation(false);
        jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        changedHeaders.accept(jws);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestDevice with(String algorithm, Generator generator) {
        try {
            PublicJsonWebKey key = generator.generate();
            return new TestDevice(
                    algorithm, key.getPrivateKey(), key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Generator {
        PublicJsonWebKey generate() throws JoseException;
    }
}
