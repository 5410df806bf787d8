package io.claviger.sandbox.state;

import io.claviger.sandbox.dashboard.SoftwareStatements;
import io.claviger.sandbox.oauth.AccessTokens;
import io.claviger.sandbox.persistence.Persistence;
import java.util.Map;

/**
 * A sandbox's two keys. Their owner can make statements and tokens that the sandbox accepts. Prints itself as {@code ***}.
 *
 * @param statementKey signs statements; a private RSA JWK (RFC 7517)
 * @param tokenKey     signs access tokens; Base64url
 */
record SandboxKeys(Map<String, Object> statementKey, String tokenKey) {
    /**
     * Uses the keys at once, so that a bad one is found when it is read.
     *
     * @throws IllegalArgumentException if they are not such keys
     */
    SandboxKeys {
        new SoftwareStatements(statementKey);
        new AccessTokens(tokenKey);
    }

    /** The stored keys, or new ones if none are stored. */
    static SandboxKeys of(Persistence persistence) {
        var journal = persistence.journal("keys", SandboxKeys.class);
        return journal.entries().stream().findFirst().orElseGet(() -> {
            var keys = new SandboxKeys(SoftwareStatements.newKey(), AccessTokens.newKey());
            journal.append(keys);
            return keys;
        });
    }

    @Override
    public String toString() {
        return "***";
    }
}
