package io.claviger.sandbox.keeping;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.claviger.sandbox.dashboard.SoftwareStatements;
import io.claviger.sandbox.oauth.AccessTokens;
import java.util.Map;

/**
 * The two keys of a sandbox. Who has them can make statements and tokens that it takes for its own. Prints itself as {@code ***}.
 *
 * @param statementKey signs statements; a private RSA JWK (RFC 7517)
 * @param tokenKey     seals access tokens; Base64url
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Keys(Map<String, Object> statementKey, String tokenKey) {
    /**
     * Tries the keys at once, so that a bad one is found where it was read.
     *
     * @throws IllegalArgumentException if they are not such keys
     */
    public Keys {
        new SoftwareStatements(statementKey);
        new AccessTokens(tokenKey);
    }

    /** Makes new ones. */
    static Keys random() {
        return new Keys(SoftwareStatements.newKey(), AccessTokens.newKey());
    }

    @Override
    public String toString() {
        return "***";
    }
}
