package io.claviger.api.identity;

import io.claviger.api.identity.Identification.Identified;
import io.claviger.api.identity.Identification.Unidentified;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/** Reads devices' assertions. What is wrong whatever the key is refused before a key is read. */
public final class DeviceAssertions {
    private static final String SCHEME = "Bearer ";
    private static final int MAX_LENGTH = 4096;
    private static final long MAX_LIFE_SECONDS = 300;

    /** A device's clock may differ by so much. */
    private static final long CLOCK_SKEW_SECONDS = 30;

    private static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(
            SignatureAlgorithm.ES256, SignatureAlgorithm.RS256, SignatureAlgorithm.EDDSA, SignatureAlgorithm.HS256);
    private static final String NONE = "Send Authorization: Bearer with an assertion that the device signed.";
    private static final String HEADER =
            "The assertion must be a JWT of at most 4096 characters. Its header has alg ES256,"
                    + " RS256, EdDSA or HS256 and the kid of the device's key, and brings no key.";
    private static final String SUBJECT = "The assertion's claims iss and sub must both be application_id/instance_id.";
    private static final String IN_FUTURE =
            "The assertion's claim %s is in the future. Set the device's clock by the header Date of this answer.";
    private static final String EXPIRED =
            "The assertion's claim exp is in the past. Sign a new assertion for each call.";
    private static final String LIFE = "The assertion's claim exp must be at most 5 minutes after its claim iat.";
    private static final String MALFORMED =
            "A claim of the assertion is missing or malformed: it needs iss, sub, aud, iat" + " and exp.";

    private final List<String> audiences;
    private final InstantSource clock;
    private final VerifiedTokens<DeviceKey> verified;

    /** @param audiences one of which an assertion must name; without one, no assertion is accepted */
    public DeviceAssertions(List<String> audiences, InstantSource clock) {
        this.audiences = List.copyOf(audiences);
        this.clock = clock;
        this.verified = new VerifiedTokens<>(clock);
    }

    /** Accepts assertions for the audiences of these settings. */
    public static DeviceAssertions of(IdentitySettings settings, InstantSource clock) {
        List<String> audiences = settings.deviceAudience()
                .map(names -> Arrays.asList(names.split(",", -1)))
                .orElse(List.of());
        return new DeviceAssertions(audiences, clock);
    }

    /** Whether a device issued it: no identity provider issues a token for itself. */
    public static boolean looksLikeOne(String authorization) {
        Optional<String> token = token(authorization).filter(text -> text.length() <= MAX_LENGTH);
        if (token.isEmpty()) {
            return false;
        }
        try {
            JwtClaims claims = claims(token.get());
            return claims.hasClaim("sub") && claims.getSubject().equals(claims.getIssuer());
        } catch (JoseException | InvalidJwtException | MalformedClaimException | RuntimeException _) {
            return false;
        }
    }

    private static Optional<String> token(String authorization) {
        return Optional.of(authorization)
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }

    private static JwtClaims claims(String token) throws JoseException, InvalidJwtException {
        JsonWebSignature signed = new JsonWebSignature();
        signed.setCompactSerialization(token);
        return JwtClaims.parse(signed.getUnverifiedPayload());
    }

    /** @param authorization the {@code Authorization} header, if there is one */
    public Identification identify(Optional<String> authorization) {
        Optional<String> token = authorization.flatMap(DeviceAssertions::token);
        if (token.isEmpty()) {
            return new Unidentified(NONE);
        }
        return token.filter(text -> text.length() <= MAX_LENGTH)
                .flatMap(text -> TokenHeader.of(text, ALGORITHMS).map(header -> identify(text, header)))
                .orElseGet(() -> new Unidentified(HEADER));
    }

    private Identification identify(String token, TokenHeader header) {
        try {
            JwtClaims claims = claims(token);
            return problem(claims)
                    .<Identification>map(Unidentified::new)
                    .orElse(new Identified(
                            new Caller.EnrolledDevice(new DeviceAssertion(subject(claims), token, header, verified))));
        } catch (JoseException | InvalidJwtException | MalformedClaimException | RuntimeException _) {
            return new Unidentified(MALFORMED);
        }
    }

    /** The first rule that the claims break; empty if they break none. */
    private Optional<String> problem(JwtClaims claims) throws MalformedClaimException {
        long now = clock.instant().getEpochSecond();
        long issuedAt = claims.getIssuedAt().getValue();
        long expiresAt = claims.getExpirationTime().getValue();
        NumericDate notBefore = claims.getNotBefore();
        if (!claims.getSubject().equals(claims.getIssuer())) {
            return Optional.of(SUBJECT);
        }
        if (claims.getAudience().stream().noneMatch(audiences::contains)) {
            return Optional.of("The assertion's claim aud must be " + String.join(" or ", audiences) + ".");
        }
        if (issuedAt > now + CLOCK_SKEW_SECONDS) {
            return Optional.of(IN_FUTURE.formatted("iat"));
        }
        if (notBefore != null && notBefore.getValue() > now + CLOCK_SKEW_SECONDS) {
            return Optional.of(IN_FUTURE.formatted("nbf"));
        }
        if (expiresAt <= now - CLOCK_SKEW_SECONDS) {
            return Optional.of(EXPIRED);
        }
        return issuedAt < expiresAt - MAX_LIFE_SECONDS ? Optional.of(LIFE) : Optional.empty();
    }

    private static InstanceKey subject(JwtClaims claims) throws MalformedClaimException {
        String[] ids = claims.getSubject().split("/", -1);
        if (ids.length != 2) {
            throw new InvalidInput(SUBJECT);
        }
        return new InstanceKey(new ApplicationId(ids[0]), InstanceId.chosen(ids[1]));
    }
}
