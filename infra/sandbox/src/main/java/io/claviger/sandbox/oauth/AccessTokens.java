package io.claviger.sandbox.oauth;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * Makes and verifies access tokens without storing them: a fleet that asks for 1,000 tokens a second, each valid for Adobe's six hours,
 * has 21 million of them. A token is a JWT with the claims of Adobe's, which some apps decode. It is signed with HS256, where Adobe uses
 * RS256: nobody else verifies it, and an RSA signature costs a hundred times as much.
 */
public final class AccessTokens {
    private static final int KEY_BYTES = 32;
    private static final String ISSUER = "auth.adobe.com";
    // Claims of dates are in seconds (RFC 7519 section 2).
    private static final String EXACT_EXPIRY = "exp_ms";

    private final HmacKey key;
    private final JwtConsumer consumer;

    /** Makes a new key: 256 bits in Base64url. */
    public static String newKey() {
        var bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Signs with this key.
     *
     * @param signingKey as {@link #newKey} makes it
     * @throws IllegalArgumentException if it is not such a key
     */
    public AccessTokens(String signingKey) {
        var bytes = Base64.getUrlDecoder().decode(signingKey);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes");
        }
        key = new HmacKey(bytes);
        consumer = new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256)
                .setSkipAllDefaultValidators()
                .build();
    }

    /** The content of a token. */
    record Content(String clientId, Instant expiresAt) {}

    AccessToken issue(Client client, Instant now, long lifetimeSeconds) {
        var id = UUID.randomUUID().toString();
        var createdAt = now.truncatedTo(ChronoUnit.MILLIS);
        var expiresAt = createdAt.plusSeconds(lifetimeSeconds);
        var claims = new JwtClaims();
        claims.setSubject(client.id());
        claims.setNotBefore(NumericDate.fromMilliseconds(createdAt.toEpochMilli()));
        claims.setIssuer(ISSUER);
        claims.setStringClaim("scopes", String.join(" ", client.scopes()));
        claims.setExpirationTime(NumericDate.fromMilliseconds(expiresAt.toEpochMilli()));
        claims.setIssuedAt(NumericDate.fromMilliseconds(createdAt.toEpochMilli()));
        claims.setJwtId(id);
        claims.setClaim(EXACT_EXPIRY, expiresAt.toEpochMilli());
        return new AccessToken(id, sign(claims), createdAt, expiresAt);
    }

    /** The content of a token, expired or not; empty unless this key signed it. */
    Optional<Content> open(String value) {
        try {
            var claims = consumer.processToClaims(value);
            return Optional.of(new Content(
                    claims.getSubject(), Instant.ofEpochMilli(claims.getClaimValue(EXACT_EXPIRY, Long.class))));
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    private String sign(JwtClaims claims) {
        var jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        jws.setKey(key);
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("the sandbox's own key signs HS256", e);
        }
    }
}
