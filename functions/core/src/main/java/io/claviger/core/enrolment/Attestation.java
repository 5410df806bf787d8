package io.claviger.core.enrolment;

import io.claviger.core.credentials.InvalidInput;

/** What a device says for itself, for the programmer's own check. Claviger neither reads nor keeps it. */
public record Attestation(String value) {
    private static final int MAX_LENGTH = 16 * 1024;

    /** @throws InvalidInput if it has more than 16,384 characters */
    public Attestation {
        if (value.length() > MAX_LENGTH) {
            throw new InvalidInput("attestation may have at most %d characters".formatted(MAX_LENGTH));
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
