package io.claviger.api.identity;

import java.util.Map;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** What a caller is told about a token that is refused: the name of a claim or header, and none of its values. */
final class TokenProblem {
    static final String NO_TOKEN = "Send Authorization: Bearer with a valid token of the identity provider.";
    static final String HEADER = "The token must be a JWT whose header has alg RS256 or ES256 and a kid, and neither"
            + " brings a key nor names its address.";
    static final String UNKNOWN_KEY = "The token's header kid names no key in the identity provider's JWKS.";
    static final String AUDIENCE = "The token's claim aud (client_id if it has none) holds no audience of this API.";
    private static final String EXPIRED = "The token's claim exp is missing or in the past. Send a new token.";
    private static final String MALFORMED = "The token or one of its claims is malformed.";
    private static final String ISSUER = "The token's claim iss is not the issuer that this API trusts.";
    private static final Map<Integer, String> BY_CODE = Map.of(
            ErrorCodes.EXPIRED, EXPIRED,
            ErrorCodes.EXPIRATION_MISSING, EXPIRED,
            ErrorCodes.NOT_YET_VALID, "The token's claim nbf is in the future.",
            ErrorCodes.ISSUER_INVALID, ISSUER,
            ErrorCodes.ISSUER_MISSING, ISSUER,
            ErrorCodes.SIGNATURE_INVALID, "The token's signature does not fit the key that its header kid names.");

    private TokenProblem() {}

    static String of(Exception refused) {
        if (refused.getCause() instanceof InvalidJwtException invalid) {
            return invalid.getErrorDetails().stream()
                    .map(error -> BY_CODE.get(error.getErrorCode()))
                    .filter(known -> known != null)
                    .findFirst()
                    .orElse(MALFORMED);
        }
        return MALFORMED;
    }
}
