package io.claviger.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.Safeguards;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Event;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Adobe refuses half of an application's clients for a while. */
class QuarantineBrakeTest {
    private static final int FLEET = 40;

    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @BeforeEach
    void register() {
        for (int i = 0; i < FLEET; i++) {
            claviger.register("tv-" + i);
            claviger.clock.advance(Duration.ofSeconds(2));
        }
        refused().forEach(instance -> claviger.client(instance).kill());
    }

    @Test
    void of_many_refused_at_once_only_a_few_are_quarantined() {
        vend(Duration.ofMinutes(12));
        assertThat(quarantined()).hasSize(Safeguards.QUARANTINES);
        assertThat(claviger.events)
                .filteredOn(Event.CredentialsRejected.class::isInstance)
                .hasSize(Safeguards.QUARANTINES);
        assertThat(claviger.journal).hasAtLeastOneElementOfType(Entry.QuarantineHeldBack.class);
    }

    @Test
    void all_come_back_by_the_apps_own_calls() {
        vend(Duration.ofMinutes(12));
        refused().forEach(instance -> claviger.client(instance).revive());
        claviger.clock.advance(Duration.ofMinutes(3));
        for (String instance : refused()) {
            claviger.register(instance);
            assertThat(claviger.vend(instance)).isInstanceOf(VendResult.Vended.class);
            claviger.clock.advance(Duration.ofSeconds(2));
        }
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void the_brake_lets_a_few_more_through_each_hour() {
        vend(Safeguards.WINDOW.plusMinutes(12));
        assertThat(quarantined()).hasSize(2 * Safeguards.QUARANTINES);
    }

    private void vend(Duration duration) {
        for (int minute = 0; minute < duration.toMinutes(); minute++) {
            refused().forEach(claviger::vend);
            claviger.followEvidence();
            claviger.clock.advance(Duration.ofMinutes(1));
        }
    }

    private static List<String> refused() {
        return IntStream.range(0, FLEET / 2).mapToObj(i -> "tv-" + 2 * i).toList();
    }

    private List<String> quarantined() {
        return refused().stream()
                .filter(instance ->
                        claviger.instance(instance).registration().status().equals("QUARANTINED"))
                .toList();
    }
}
