package io.claviger.api.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.claviger.api.Api;
import io.claviger.api.testing.FakeIdentityProvider;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.crac.Core;
import org.junit.jupiter.api.Test;

class PrimingTest {
    private final FakeIdentityProvider provider = new FakeIdentityProvider();
    private final Api api = new Api(provider.identities(), Map.of(), _ -> {}, Optional::empty);

    @Test
    void the_keys_of_the_identity_provider_are_there_before_the_snapshot() {
        Priming.beforeSnapshot(Priming.call(api)).beforeCheckpoint(Core.getGlobalContext());
        assertThat(provider.fetches()).isEqualTo(1);
    }

    @Test
    void a_step_that_fails_keeps_neither_the_next_nor_the_snapshot_from_being_made() {
        AtomicBoolean next = new AtomicBoolean();
        Runnable failing = () -> {
            throw new IllegalStateException("no table");
        };
        Priming priming = Priming.beforeSnapshot(failing, () -> next.set(true));
        assertThatCode(() -> priming.beforeCheckpoint(Core.getGlobalContext())).doesNotThrowAnyException();
        assertThat(next).isTrue();
    }

    @Test
    void a_function_without_snapshots_has_its_steps_done_at_once_and_starts_even_if_one_fails() {
        AtomicInteger done = new AtomicInteger();
        Runnable failing = () -> {
            throw new IllegalStateException("no table");
        };
        assertThatCode(() -> Priming.atStart(done::incrementAndGet, failing, done::incrementAndGet))
                .doesNotThrowAnyException();
        assertThat(done).hasValue(2);
    }
}
