package io.claviger.core.credentials;

import java.util.regex.Pattern;

/**
 * The SHA-256 of a software statement as 64 lower-case hexadecimal digits: identifies a statement without revealing it.
 */
public record StatementFingerprint(String hex) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws InvalidInput if it is not 64 lower-case hexadecimal digits */
    public StatementFingerprint {
        if (!SHA_256.matcher(hex).matches()) {
            throw new InvalidInput("a statement fingerprint is 64 lower-case hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
