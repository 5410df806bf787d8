package io.claviger.core.refresh;

import java.time.Duration;

/**
 * The times that govern an access token.
 *
 * @param refreshShare the share of a token's life after which a new one is requested, such as 0.85
 * @param spread the share of a token's life by which an instance's own refresh point may differ, such as 0.05
 * @param clockSkew how far apart the clocks of two processes may be
 * @param lease how long a refresh may take before another process takes it over; longer than any upstream call
 * @param maxWait how long a caller waits for another process's refresh; at least {@code lease}
 * @param poll how long a waiting caller pauses between two reads
 * @param activeWindow how long after its last vend an instance's token is kept fresh
 */
public record RefreshPolicy(
        double refreshShare,
        double spread,
        Duration clockSkew,
        Duration lease,
        Duration maxWait,
        Duration poll,
        Duration activeWindow) {

    public static final RefreshPolicy DEFAULT = new RefreshPolicy(
            0.85,
            0.05,
            Duration.ofSeconds(5),
            Duration.ofSeconds(12),
            Duration.ofSeconds(12),
            Duration.ofMillis(200),
            Duration.ofHours(24));

    /**
     * How far the stored time of the last vend may lag, so that not every vend is a write: a 24th of the active window.
     */
    public Duration lastVendedPrecision() {
        return activeWindow.dividedBy(24);
    }

    /** @throws IllegalArgumentException if the times contradict each other */
    public RefreshPolicy {
        if (!(refreshShare - spread > 0 && refreshShare + spread < 1 && spread >= 0)) {
            throw new IllegalArgumentException("the refresh point must lie within a token's life, spread included");
        }
        if (maxWait.compareTo(lease) < 0) {
            throw new IllegalArgumentException("callers must wait at least as long as a lease lasts");
        }
    }
}
