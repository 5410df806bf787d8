package io.claviger.core.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CoolDownTest {
    private final CoolDown coolDown = new CoolDown(new SplittableRandom(1));

    @Property
    void cool_down_doubles_from_one_second_to_one_minute_plus_up_to_half_of_jitter(
            @ForAll @IntRange(max = 1_000) int failures) {
        long least = failures >= 6 ? 60_000 : 1_000L << failures;
        assertThat(coolDown.after(failures).toMillis()).isBetween(least, least + least / 2);
    }

    @Test
    void instances_that_fail_together_retry_at_different_times() {
        Set<Duration> coolDowns = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            coolDowns.add(coolDown.after(6));
        }
        assertThat(coolDowns).hasSizeGreaterThan(90);
    }
}
