package io.claviger.api.view;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as callers read them: ISO 8601, UTC, to the millisecond. */
public final class IsoTime {
    private IsoTime() {}

    /** Rounded down, so that nothing seems to last longer than it does. */
    public static String of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
