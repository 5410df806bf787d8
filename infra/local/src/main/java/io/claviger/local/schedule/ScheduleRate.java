package io.claviger.local.schedule;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often a schedule runs: {@code rate(value unit)}, as EventBridge Scheduler writes it. */
record ScheduleRate(Duration period) {
    private static final Pattern RATE = Pattern.compile("rate\\(([1-9][0-9]{0,5}) (minute|hour|day)s?\\)");

    /** @throws IllegalArgumentException for any other expression */
    static ScheduleRate parse(String expression) {
        Matcher rate = RATE.matcher(expression);
        if (!rate.matches()) {
            throw new IllegalArgumentException("'" + expression + "' is not understood; write rate(value unit)");
        }
        long value = Long.parseLong(rate.group(1));
        return new ScheduleRate(
                switch (rate.group(2)) {
                    case "minute" -> Duration.ofMinutes(value);
                    case "hour" -> Duration.ofHours(value);
                    default -> Duration.ofDays(value);
                });
    }
}
