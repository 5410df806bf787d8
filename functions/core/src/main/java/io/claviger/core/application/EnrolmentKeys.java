package io.claviger.core.application;

import java.time.Instant;
import java.util.Optional;

/**
 * An application's enrolment key and the one before it, each as its SHA-256. The key ships in the app; the previous one
 * serves installations that were not updated yet.
 */
public record EnrolmentKeys(Optional<String> current, Optional<Previous> previous) {
    public static final EnrolmentKeys NONE = new EnrolmentKeys(Optional.empty(), Optional.empty());

    /** @param until when it stops working */
    public record Previous(String sha256, Instant until) {}

    public boolean accepts(String sha256, Instant now) {
        return current.filter(sha256::equals).isPresent()
                || previous.filter(old -> old.sha256().equals(sha256) && now.isBefore(old.until()))
                        .isPresent();
    }

    /** The keys after a rotation; an even earlier previous key ends. */
    public EnrolmentKeys rotated(String next, Instant currentUntil) {
        return new EnrolmentKeys(Optional.of(next), current.map(sha256 -> new Previous(sha256, currentUntil)));
    }

    /** The current key alone. */
    public EnrolmentKeys withoutPrevious() {
        return new EnrolmentKeys(current, Optional.empty());
    }
}
