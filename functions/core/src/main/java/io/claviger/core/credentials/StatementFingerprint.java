package io.claviger.core.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

    /** @param statement printable ASCII */
    static StatementFingerprint of(String statement) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(statement.getBytes(StandardCharsets.US_ASCII));
            return new StatementFingerprint(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
