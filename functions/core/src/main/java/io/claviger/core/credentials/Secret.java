package io.claviger.core.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Text that must never be printed: it prints as {@code ***}, compares in constant time, and has no getter through which
 * a serializer could find the value.
 */
public abstract class Secret {
    private final String value;

    /**
     * @param name the value's name in an error message
     * @param value one to {@code maxLength} visible ASCII characters or spaces (RFC 6749 appendix A, VSCHAR)
     * @param maxLength in characters
     * @throws InvalidInput if the value is empty, too long or holds any other character
     */
    protected Secret(String name, String value, int maxLength) {
        if (value.isEmpty() || value.length() > maxLength) {
            throw new InvalidInput("%s must have 1 to %d characters".formatted(name, maxLength));
        }
        if (!value.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
            throw new InvalidInput("%s may hold only printable ASCII characters".formatted(name));
        }
        this.value = value;
    }

    /** The SHA-256 of the value as 64 lower-case hexadecimal digits. It hides a value only if that is random. */
    public final String sha256() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The value, only for sending or storing it. */
    public final String reveal() {
        return value;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Secret that
                && that.getClass() == getClass()
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public final int hashCode() {
        return value.hashCode();
    }

    @Override
    public final String toString() {
        return "***";
    }
}
