package io.claviger.api;

import io.claviger.api.identity.Group;
import io.claviger.api.identity.IdentitySettings;
import java.net.URI;
import java.util.Optional;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** The identity provider of {@link PrimingCalls}, with Claviger's own names for everything. */
record PrimingIdentity(URI keys) implements IdentitySettings {
    private static final String NAME = "priming";

    /** An operator's token. */
    static String token(RsaJsonWebKey key) throws JoseException {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(NAME);
        claims.setAudience(NAME);
        claims.setSubject(NAME);
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setStringListClaim("groups", Group.OPERATOR.label());
        JsonWebSignature token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setKey(key.getPrivateKey());
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        return token.getCompactSerialization();
    }

    @Override
    public Optional<String> issuer() {
        return Optional.of(NAME);
    }

    @Override
    public Optional<String> audience() {
        return Optional.of(NAME);
    }

    @Override
    public Optional<URI> jwksUri() {
        return Optional.of(keys);
    }

    @Override
    public Optional<Integer> clockSkewSeconds() {
        return Optional.empty();
    }

    @Override
    public String groupsClaim() {
        return "groups";
    }

    @Override
    public Optional<String> deviceAudience() {
        return Optional.empty();
    }

    @Override
    public String applicationClaim() {
        return "application";
    }

    @Override
    public String instanceClaim() {
        return "sub";
    }

    @Override
    public String operatorGroup() {
        return Group.OPERATOR.label();
    }

    @Override
    public String backendGroup() {
        return Group.BACKEND.label();
    }

    @Override
    public String appGroup() {
        return Group.APP.label();
    }

    /** More than priming makes. */
    @Override
    public int callerRequestsPerMinute() {
        return 600;
    }
}
