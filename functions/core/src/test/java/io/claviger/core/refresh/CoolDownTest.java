package io.claviger.core.refresh;

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
    void it_doubles_from_a_second_to_a_minute_with_up_to_half_as_much_again(
            @ForAll @IntRange(max = 1_000) int failures) {
        long least = failures >= 6 ? 60_000 : 1_000L << failures;
        assertThat(coolDown.after(failures).toMillis()).isBetween(least, least + least / 2);
    }

    @Test
    void instances_that_failed_together_do_not_come_back_together() {
        Set<Duration> coolDowns = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            coolDowns.add(coolDown.after(6));
        }
        assertThat(coolDowns).hasSizeGreaterThan(90);
    }
}
