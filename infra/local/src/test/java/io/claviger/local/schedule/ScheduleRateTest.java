package io.claviger.local.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleRateTest {

    @ParameterizedTest
    @CsvSource({"rate(1 minute), PT1M", "rate(15 minutes), PT15M", "rate(2 hours), PT2H", "rate(1 day), P1D"})
    void a_rate_is_a_period_as_eventbridge_scheduler_reads_it(String expression, Duration period) {
        assertThat(ScheduleRate.parse(expression).period()).isEqualTo(period);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate(0 minutes)", "rate(5 weeks)", "every minute", "at(2026-01-01T00:00:00)"})
    void an_expression_that_is_not_a_rate_is_refused(String expression) {
        assertThatThrownBy(() -> ScheduleRate.parse(expression)).isInstanceOf(IllegalArgumentException.class);
    }
}
