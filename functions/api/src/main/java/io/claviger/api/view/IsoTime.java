package io.claviger.api.view;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as callers read them: ISO 8601, UTC, to the millisecond. */
public final class IsoTime {
    private IsoTime() {}

    /** Rounded down, so that no answer promises more time than there is. */
    public static String of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
