package io.claviger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.crac.Core;
import org.junit.jupiter.api.Test;

class PrimingTest {

    @Test
    void steps_before_a_snapshot_wait_for_the_snapshot() {
        AtomicInteger done = new AtomicInteger();
        Priming priming = Priming.beforeSnapshot(done::incrementAndGet);
        assertThat(done).hasValue(0);
        priming.beforeCheckpoint(Core.getGlobalContext());
        assertThat(done).hasValue(1);
    }

    @Test
    void a_failed_step_stops_neither_the_next_step_nor_the_snapshot() {
        AtomicBoolean next = new AtomicBoolean();
        Runnable failing = () -> {
            throw new IllegalStateException("no table");
        };
        Priming priming = Priming.beforeSnapshot(failing, () -> next.set(true));
        assertThatCode(() -> priming.beforeCheckpoint(Core.getGlobalContext())).doesNotThrowAnyException();
        assertThat(next).isTrue();
    }

    @Test
    void steps_at_start_are_done_at_once_even_if_one_fails() {
        AtomicInteger done = new AtomicInteger();
        Runnable failing = () -> {
            throw new IllegalStateException("no table");
        };
        assertThatCode(() -> Priming.atStart(done::incrementAndGet, failing, done::incrementAndGet))
                .doesNotThrowAnyException();
        assertThat(done).hasValue(2);
    }
}
