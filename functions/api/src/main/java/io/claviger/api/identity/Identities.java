package io.claviger.api.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.api.identity.Identification.Identified;
import io.claviger.api.identity.Identification.KeysUnavailable;
import io.claviger.api.identity.Identification.Unidentified;
import io.claviger.api.json.StrictJson;
import io.claviger.aws.settings.Bounds;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/** Identifies callers by the identity provider's tokens (RFC 6750). Accepts RS256 and ES256 only (RFC 8725). */
public final class Identities {
    private static final Logger LOG = System.getLogger(Identities.class.getName());
    private static final String SCHEME = "Bearer ";
    private static final int MAX_TOKEN_LENGTH = 8 * 1024;

    private static final Set<SignatureAlgorithm> ALGORITHMS =
            Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);

    private final String issuer;
    private final Set<String> audiences;
    private final VerificationKeys keys;
    private final ClaimMapping mapping;
    private final VerifiedTokens<Caller> verified;
    private final int clockSkewSeconds;
    private final DefaultJWTTokenParser parser = new DefaultJWTTokenParser();

    /** @throws IllegalArgumentException if the settings name no issuer or no audience, or are out of bounds */
    public Identities(IdentitySettings settings, VerificationKeys keys, InstantSource clock) {
        this.issuer = settings.issuer().orElseThrow(() -> new IllegalArgumentException("there is no IDENTITY_ISSUER"));
        this.audiences = settings.audience()
                .map(names -> Set.copyOf(Arrays.asList(names.split(",", -1))))
                .orElseThrow(() -> new IllegalArgumentException("IDENTITY_ISSUER needs IDENTITY_AUDIENCE"));
        this.keys = keys;
        this.mapping = new ClaimMapping(settings);
        this.verified = new VerifiedTokens<>(clock);
        this.clockSkewSeconds = Bounds.within(
                "IDENTITY_CLOCK_SKEW_SECONDS", settings.clockSkewSeconds().orElse(30), 0, 300);
    }

    /**
     * The provider of these settings; empty if they name none.
     *
     * @throws IllegalArgumentException if the settings are incomplete or out of bounds
     */
    public static Optional<Identities> of(IdentitySettings settings, InstantSource clock) {
        return settings.issuer()
                .map(_ -> settings.jwksUri()
                        .map(address -> new VerificationKeys(address, new BoundedGet(), clock))
                        .orElseThrow(() -> new IllegalArgumentException("IDENTITY_ISSUER needs IDENTITY_JWKS_URI")))
                .map(keys -> new Identities(settings, keys, clock));
    }

    /** @param authorization the {@code Authorization} header */
    public Identification identify(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new Unidentified(TokenProblem.NO_TOKEN);
        }
        String token = authorization.substring(SCHEME.length()).strip();
        if (token.length() > MAX_TOKEN_LENGTH) {
            return new Unidentified("The token has more than %d characters.".formatted(MAX_TOKEN_LENGTH));
        }
        return verified.find(token).<Identification>map(Identified::new).orElseGet(() -> verify(token));
    }

    private Identification verify(String token) {
        return TokenHeader.of(token, ALGORITHMS)
                .map(header -> verify(token, header))
                .orElseGet(() -> new Unidentified(TokenProblem.HEADER));
    }

    private Identification verify(String token, TokenHeader header) {
        Optional<PublicKey> key = keys.find(header.keyId(), header.algorithm());
        if (key.isEmpty()) {
            return keys.areAvailable() ? new Unidentified(TokenProblem.UNKNOWN_KEY) : new KeysUnavailable();
        }
        JWTAuthContextInfo context = context(header.algorithm(), key.get());
        try {
            JwtClaims claims = parser.parse(token, context).getJwtClaims();
            if (!isForUs(claims)) {
                return new Unidentified(TokenProblem.AUDIENCE);
            }
            Caller caller = mapping.caller(original(claims));
            verified.put(token, caller, expiry(claims));
            return new Identified(caller);
        } catch (ParseException | MalformedClaimException | RuntimeException refused) {
            LOG.log(Level.DEBUG, "token refused: {0}", refused.getClass().getSimpleName());
            return new Unidentified(TokenProblem.of(refused));
        }
    }

    private JWTAuthContextInfo context(SignatureAlgorithm algorithm, PublicKey key) {
        JWTAuthContextInfo context = new JWTAuthContextInfo(key, issuer);
        context.setSignatureAlgorithm(Set.of(algorithm));
        context.setClockSkew(clockSkewSeconds);
        context.setRelaxVerificationKeyValidation(false);
        context.setRequireNamedPrincipal(false);
        context.setMaxTimeToLiveSecs(0L);
        return context;
    }

    private Instant expiry(JwtClaims claims) throws MalformedClaimException {
        return Instant.ofEpochSecond(claims.getExpirationTime().getValue()).plusSeconds(clockSkewSeconds);
    }

    private boolean isForUs(JwtClaims claims) throws MalformedClaimException {
        List<String> meantFor = claims.hasAudience()
                ? claims.getAudience()
                : Optional.ofNullable(claims.getStringClaimValue("client_id"))
                        .map(List::of)
                        .orElse(List.of());
        return meantFor.stream().anyMatch(audiences::contains);
    }

    /** As they were signed: the parser changes {@code groups}, and a claim {@code roleMappings} would add some. */
    private static ObjectNode original(JwtClaims claims) {
        return StrictJson.object(claims.getRawJson())
                .orElseThrow(() -> new IllegalArgumentException("the claims are not strict JSON"));
    }
}
