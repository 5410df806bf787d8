package io.claviger.core.registration;

import java.time.Duration;

/**
 * The times that govern a registration.
 *
 * @param lease how long an attempt may take before another takes it over; longer than an upstream call and a vault
 *     write
 * @param maxWait how long a caller waits for another process's attempt
 * @param poll how long a waiting caller pauses before it looks again
 * @param recoveryWindow how long a deregistered instance's credentials can be restored: 7 to 30 days (Secrets Manager)
 */
public record RegistrationPolicy(Duration lease, Duration maxWait, Duration poll, Duration recoveryWindow) {

    public static final RegistrationPolicy DEFAULT = new RegistrationPolicy(
            Duration.ofSeconds(15), Duration.ofSeconds(20), Duration.ofMillis(200), Duration.ofDays(30));

    /** @throws IllegalArgumentException if callers wait for less than a lease, or AWS does not allow the window */
    public RegistrationPolicy {
        if (maxWait.compareTo(lease) < 0) {
            throw new IllegalArgumentException("callers must wait at least as long as a lease lasts");
        }
        if (recoveryWindow.toDays() < 7 || recoveryWindow.toDays() > 30) {
            throw new IllegalArgumentException("the recovery window must be 7 to 30 days");
        }
    }
}
