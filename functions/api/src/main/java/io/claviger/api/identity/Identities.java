package io.claviger.api.identity;

import io.claviger.api.identity.Identification.Identified;
import io.claviger.api.identity.Identification.KeysUnavailable;
import io.claviger.api.identity.Identification.Unidentified;
import io.claviger.aws.settings.Bounds;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.PublicKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/** Identifies callers by their bearer tokens (RFC 6750). Accepts RS256 and ES256 only (RFC 8725). */
public final class Identities {
    private static final Logger LOG = System.getLogger(Identities.class.getName());
    private static final String SCHEME = "Bearer ";
    private static final int MAX_TOKEN_LENGTH = 8 * 1024;

    /** No claim holds it: one text is one group, and "network operator" is not an operator. */
    private static final String NO_SEPARATOR = "\0";

    private final IdentitySettings settings;
    private final VerificationKeys keys;
    private final int clockSkewSeconds;
    private final DefaultJWTTokenParser parser = new DefaultJWTTokenParser();

    public Identities(IdentitySettings settings, VerificationKeys keys) {
        this.settings = settings;
        this.keys = keys;
        this.clockSkewSeconds = Bounds.within(
                "IDENTITY_CLOCK_SKEW_SECONDS", settings.clockSkewSeconds().orElse(30), 0, 300);
    }

    /** @param authorization the {@code Authorization} header */
    public Identification identify(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || authorization.length() > SCHEME.length() + MAX_TOKEN_LENGTH) {
            return new Unidentified();
        }
        String token = authorization.substring(SCHEME.length()).strip();
        return TokenHeader.of(token).map(header -> identify(token, header)).orElseGet(Unidentified::new);
    }

    private Identification identify(String token, TokenHeader header) {
        Optional<PublicKey> key = keys.find(header.keyId(), header.algorithm());
        if (key.isEmpty() && !keys.areAvailable()) {
            return new KeysUnavailable();
        }
        return key.flatMap(verifying -> claims(token, header.algorithm(), verifying))
                .<Identification>map(claims -> new Identified(caller(claims)))
                .orElseGet(Unidentified::new);
    }

    private Optional<JwtClaims> claims(String token, SignatureAlgorithm algorithm, PublicKey key) {
        JWTAuthContextInfo context = new JWTAuthContextInfo(key, settings.issuer());
        context.setSignatureAlgorithm(Set.of(algorithm));
        context.setExpectedAudience(Set.of(settings.audience()));
        context.setGroupsSeparator(NO_SEPARATOR);
        context.setClockSkew(clockSkewSeconds);
        context.setRelaxVerificationKeyValidation(false);
        context.setRequireNamedPrincipal(false);
        context.setMaxTimeToLiveSecs(0L);
        try {
            return Optional.of(parser.parse(token, context).getJwtClaims());
        } catch (ParseException | RuntimeException refused) {
            LOG.log(Level.DEBUG, "token refused: {0}", refused.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Caller caller(JwtClaims claims) {
        return new Caller(
                groups(claims.getClaimValue("groups")),
                text(claims.getClaimValue("application")),
                text(claims.getClaimValue("sub")));
    }

    private static Set<Group> groups(@Nullable Object claim) {
        Set<Group> groups = EnumSet.noneOf(Group.class);
        if (claim instanceof List<?> names) {
            for (Object name : names) {
                text(name).flatMap(Group::named).ifPresent(groups::add);
            }
        }
        return groups;
    }

    private static Optional<String> text(@Nullable Object claim) {
        return claim instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
