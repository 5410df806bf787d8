package io.claviger.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How long ago something was, for people. */
final class Age {
    private Age() {}

    /** Such as {@code 2026-11-26T02:50:11Z (22 min)}. */
    static String since(Instant then, Instant now) {
        return "%s (%s)".formatted(then.truncatedTo(ChronoUnit.SECONDS), of(Duration.between(then, now)));
    }

    static String of(Duration age) {
        if (age.toMinutes() < 2) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        if (age.toHours() < 2) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " days";
    }
}
