package io.claviger.local.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a schedule runs: {@code rate(value unit)} or {@code cron(…)} as EventBridge Scheduler writes them. */
sealed interface ScheduleExpression {
    /** The first time after the given one; nothing if there is none. */
    Optional<Instant> after(Instant time);

    record Rate(Duration period) implements ScheduleExpression {
        @Override
        public Optional<Instant> after(Instant time) {
            return Optional.of(time.plus(period));
        }
    }

    record Cron(ExecutionTime times, ZoneId zone) implements ScheduleExpression {
        @Override
        public Optional<Instant> after(Instant time) {
            return times.nextExecution(ZonedDateTime.ofInstant(time, zone)).map(ZonedDateTime::toInstant);
        }
    }

    Pattern RATE = Pattern.compile("rate\\(([1-9][0-9]{0,5}) (minute|hour|day)s?\\)");
    Pattern CRON = Pattern.compile("cron\\((.+)\\)");

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is neither form
     */
    static ScheduleExpression parse(String expression, ZoneId zone) {
        Matcher rate = RATE.matcher(expression);
        if (rate.matches()) {
            long value = Long.parseLong(rate.group(1));
            return new Rate(
                    switch (rate.group(2)) {
                        case "minute" -> Duration.ofMinutes(value);
                        case "hour" -> Duration.ofHours(value);
                        default -> Duration.ofDays(value);
                    });
        }
        Matcher cron = CRON.matcher(expression);
        if (cron.matches()) {
            CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
            // AWS's cron is Quartz's without its first field, the seconds.
            return new Cron(ExecutionTime.forCron(parser.parse("0 " + cron.group(1))), zone);
        }
        throw new IllegalArgumentException("'" + expression + "' is neither rate(…) nor cron(…)");
    }
}
