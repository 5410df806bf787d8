package io.claviger.core.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What keeps wrong answers of the authorization server from harming an application.
 *
 * @param probeStopped whether the authorization server accepted the probe's redirect URI: each further probe would make
 *     a client
 * @param quarantinesLeft how many more of its instances may be quarantined before {@code quarantinesUntil}; after that
 *     time {@link #QUARANTINES} may be
 */
public record Safeguards(boolean probeStopped, int quarantinesLeft, Instant quarantinesUntil) {
    /** How many instances of an application are quarantined within {@link #WINDOW} at most. */
    public static final int QUARANTINES = 5;

    public static final Duration WINDOW = Duration.ofHours(1);

    public static final Safeguards NONE = new Safeguards(false, 0, Instant.EPOCH);

    public Safeguards withProbe(boolean stopped) {
        return new Safeguards(stopped, quarantinesLeft, quarantinesUntil);
    }

    /** The same after one more quarantine; empty if there may be none now. */
    public Optional<Safeguards> quarantining(Instant now) {
        if (!now.isBefore(quarantinesUntil)) {
            return Optional.of(new Safeguards(probeStopped, QUARANTINES - 1, now.plus(WINDOW)));
        }
        return quarantinesLeft > 0
                ? Optional.of(new Safeguards(probeStopped, quarantinesLeft - 1, quarantinesUntil))
                : Optional.empty();
    }
}
