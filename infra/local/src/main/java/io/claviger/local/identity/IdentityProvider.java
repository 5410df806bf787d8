package io.claviger.local.identity;

import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.template.JwtAuthorizer;
import io.claviger.local.template.Stack;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Issues a JWT to every caller. Each start creates a new key. */
public final class IdentityProvider {
    private static final int KEY_BITS = 2048;
    private static final Duration LIFE = Duration.ofHours(1);

    private final RsaJsonWebKey key;
    private final String issuer;
    private final String audience;
    private final String jwksUri;
    private final InstantSource clock;

    /**
     * Creates the key.
     *
     * @param issuer the {@code iss} of JWTs, unless the caller asks for another
     * @param audience the {@code aud} of JWTs, unless the caller asks for another
     * @param jwksUri the address of {@link #keys}
     */
    public IdentityProvider(String issuer, String audience, String jwksUri, InstantSource clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.jwksUri = jwksUri;
        this.clock = clock;
        try {
            this.key = RsaJwkGenerator.generateJwk(KEY_BITS);
        } catch (JoseException impossible) {
            throw new IllegalStateException("This JDK has no RSA keys", impossible);
        }
        key.setKeyId(UUID.randomUUID().toString());
        key.setUse("sig");
        key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
    }

    /** With the issuer and the audience of the template's first authorizer, or usual ones if it has none. */
    public static IdentityProvider of(Stack stack, URI api, InstantSource clock) {
        Optional<JwtAuthorizer> authorizer = stack.routes().stream()
                .flatMap(route -> route.authorizer().stream())
                .findFirst();
        return new IdentityProvider(
                authorizer.map(JwtAuthorizer::issuer).orElse(api + "/local"),
                authorizer.map(each -> each.audiences().getFirst()).orElse("claviger"),
                api + "/local/jwks",
                clock);
    }

    /** {@code GET /local/jwt?groups=G,H&application=A&sub=S&ttl=SECONDS&issuer=I&audience=U}: a JWT as text. */
    public HttpResponse token(HttpRequest request) {
        long ttl;
        try {
            ttl = request.parameter("ttl").map(Long::parseLong).orElse(LIFE.toSeconds());
        } catch (NumberFormatException malformed) {
            return HttpResponse.text(400, "ttl must be a whole number of seconds\n");
        }
        return HttpResponse.text(
                200,
                sign(
                        request.parameter("groups").map(groups -> Arrays.asList(groups.split(",", -1))),
                        request.parameter("application"),
                        request.parameter("sub"),
                        Duration.ofSeconds(ttl),
                        request.parameter("issuer").orElse(issuer),
                        request.parameter("audience").orElse(audience)));
    }

    private String sign(
            Optional<List<String>> groups,
            Optional<String> application,
            Optional<String> subject,
            Duration ttl,
            String issuedBy,
            String meantFor) {
        long now = clock.instant().getEpochSecond();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuedBy);
        claims.setAudience(meantFor);
        claims.setGeneratedJwtId();
        // A JWT that has expired was issued before it expired.
        claims.setIssuedAt(NumericDate.fromSeconds(Math.min(now, now + ttl.toSeconds())));
        claims.setExpirationTime(NumericDate.fromSeconds(now + ttl.toSeconds()));
        subject.ifPresent(claims::setSubject);
        groups.ifPresent(all -> claims.setStringListClaim("groups", all));
        application.ifPresent(id -> claims.setStringClaim("application", id));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setHeader("typ", "JWT");
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKey(key.getPrivateKey());
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException("A JWT cannot be signed", impossible);
        }
    }

    /** {@code GET /local/jwks}. */
    public HttpResponse keys() {
        String set = new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        return HttpResponse.of(200, "application/json", Buffer.buffer(set));
    }

    /** {@code GET /local/.well-known/openid-configuration}: tells API Gateway where the keys are. */
    public HttpResponse discovery() {
        return HttpResponse.json(200, JsonNodes.object().put("issuer", issuer).put("jwks_uri", jwksUri));
    }
}
