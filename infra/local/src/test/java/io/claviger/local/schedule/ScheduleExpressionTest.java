package io.claviger.local.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:30:10Z");

    @ParameterizedTest
    @CsvSource({
        "rate(1 minute), 2026-11-23T15:31:10Z",
        "rate(15 minutes), 2026-11-23T15:45:10Z",
        "rate(2 hours), 2026-11-23T17:30:10Z",
        "rate(1 day), 2026-11-24T15:30:10Z",
        "cron(0 10 * * ? *), 2026-11-24T10:00:00Z",
        "cron(0/15 * ? * MON-FRI *), 2026-11-23T15:45:00Z",
        "cron(0 12 L * ? *), 2026-11-30T12:00:00Z",
    })
    void the_next_run_is_when_eventbridge_scheduler_would_run_it(String expression, Instant next) {
        assertThat(ScheduleExpression.parse(expression, ZoneOffset.UTC).after(NOW))
                .contains(next);
    }

    @Test
    void a_cron_expression_goes_by_its_own_time_zone() {
        var schedule = ScheduleExpression.parse("cron(0 10 * * ? *)", ZoneId.of("America/New_York"));

        assertThat(schedule.after(NOW)).contains(Instant.parse("2026-11-24T15:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(0 minutes)",
                "rate(5 weeks)",
                "every minute",
                "cron(99 * * * ? *)",
                "at(2026-01-01T00:00:00)"
            })
    void what_is_neither_a_rate_nor_a_cron_expression_is_refused(String expression) {
        assertThatThrownBy(() -> ScheduleExpression.parse(expression, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
