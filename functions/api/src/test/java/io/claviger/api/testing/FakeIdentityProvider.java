package io.claviger.api.testing;

import io.claviger.api.identity.Identities;
import io.claviger.api.identity.VerificationKeys;
import java.io.IOException;
import java.net.URI;
import java.security.Key;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.http.Response;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The programmer's identity provider: signs tokens, publishes and changes its keys, and can be down. */
public final class FakeIdentityProvider implements SimpleGet {
    public static final String ISSUER = "https://id.example.com/tv";
    public static final String AUDIENCE = "claviger";
    private static final URI JWKS = URI.create("https://id.example.com/jwks");

    /** Generated once, because this takes longer than a test. */
    private static final RsaJsonWebKey RSA = rsaKey();

    private static final EllipticCurveJsonWebKey CURVE = curveKey();

    private final List<JsonWebKey> published = new ArrayList<>();
    private boolean down;
    private int fetches;

    public FakeIdentityProvider() {
        publish(RSA, CURVE);
    }

    /** The token verification of a function that trusts this provider. */
    public Identities identities() {
        return identities(Map.of());
    }

    /** The same with these environment variables beside the required ones. */
    public Identities identities(Map<String, String> variables) {
        return identities(variables, InstantSource.system());
    }

    /** The same with a clock for what it remembers. */
    public Identities identities(Map<String, String> variables, InstantSource clock) {
        Map<String, String> all = new HashMap<>(
                Map.of("IDENTITY_ISSUER", ISSUER, "IDENTITY_AUDIENCE", AUDIENCE, "IDENTITY_JWKS_URI", JWKS.toString()));
        all.putAll(variables);
        return new Identities(new IdentityVariables(all), keys(clock), clock);
    }

    /** The keys of this provider. */
    public VerificationKeys keys(InstantSource clock) {
        return new VerificationKeys(JWKS, this, clock);
    }

    public RsaJsonWebKey rsa() {
        return RSA;
    }

    public EllipticCurveJsonWebKey curve() {
        return CURVE;
    }

    public void publish(JsonWebKey... keys) {
        published.clear();
        published.addAll(List.of(keys));
    }

    public void goDown(boolean isDown) {
        down = isDown;
    }

    /** The number of fetches of the keys. */
    public int fetches() {
        return fetches;
    }

    @Override
    public SimpleResponse get(String location) throws IOException {
        fetches++;
        if (down) {
            throw new IOException("down");
        }
        String jwks = new JsonWebKeySet(published).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        return new Response(200, "", Map.of(), jwks);
    }

    public String operator() {
        return token("operator", "", "olga");
    }

    public String backend(String application) {
        return token("backend", application, "backend-7");
    }

    public String app(String application, String instance) {
        return token("app", application, instance);
    }

    /** An operator's token with changed claims, signed RS256. */
    public String operator(Consumer<JwtClaims> changed) {
        return signed(AlgorithmIdentifiers.RSA_USING_SHA256, RSA.getKeyId(), RSA.getPrivateKey(), changed);
    }

    /** A good token with these claims, signed RS256. */
    public String token(String group, String application, String subject) {
        return signed(AlgorithmIdentifiers.RSA_USING_SHA256, RSA.getKeyId(), RSA.getPrivateKey(), claims -> {
            claims.setStringListClaim("groups", group);
            claims.setStringClaim("application", application);
            claims.setSubject(subject);
        });
    }

    /** A good token whose claim {@code groups} is this JSON value; null leaves the claim out. */
    public String tokenWithGroups(@Nullable Object groups) {
        return signed(AlgorithmIdentifiers.RSA_USING_SHA256, RSA.getKeyId(), RSA.getPrivateKey(), claims -> {
            claims.unsetClaim("groups");
            if (groups != null) {
                claims.setClaim("groups", groups);
            }
        });
    }

    /** An operator's token with changed claims. */
    public static String signed(String algorithm, String keyId, Key key, Consumer<JwtClaims> changed) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setKeyIdHeaderValue(keyId);
        return signed(jws, algorithm, key, changed);
    }

    /** The same with changed headers. */
    public static String signed(JsonWebSignature jws, String algorithm, Key key, Consumer<JwtClaims> changed) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setIssuedAtToNow();
        claims.setSubject("olga");
        claims.setStringListClaim("groups", "operator");
        changed.accept(claims);
        jws.setAlgorithmHeaderValue(algorithm);
        jws.setPayload(claims.toJson());
        jws.setKey(key);
        jws.setDoKeyValidation(false);
        jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RsaJsonWebKey rsaKey() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("rsa-1");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EllipticCurveJsonWebKey curveKey() {
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId("ec-1");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
