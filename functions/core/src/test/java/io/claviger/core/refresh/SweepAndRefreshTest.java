package io.claviger.core.refresh;

import static io.claviger.core.fake.InMemoryClaviger.DEVICE;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.breaker.BreakerPolicy;
import io.claviger.core.breaker.CircuitBreaker;
import io.claviger.core.breaker.CircuitBreakingAuthorizationServer;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.fake.InMemoryBreaker;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.journal.Entry;
import io.claviger.core.refresh.RefreshDueInstance.Outcome;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweepAndRefreshTest {
    private static final Duration BUDGET = Duration.ofSeconds(45);

    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @BeforeEach
    void an_instance_with_a_token() {
        claviger.register("tv");
        claviger.vend("tv");
    }

    @Test
    void the_sweep_queues_only_due_instances() {
        claviger.register("fresh");
        claviger.clock.moveTo(due());
        claviger.vend("fresh");
        claviger.useCases.sweepDueInstances().sweep(BUDGET);
        assertThat(claviger.queue.drain()).containsExactly(key("tv"));
    }

    @Test
    void a_sweep_holds_back_while_the_queue_is_deep() {
        claviger.clock.moveTo(due());
        for (int i = 0; i < 60; i++) {
            claviger.queue.submit(List.of(new DueInstance(key("other"), due())));
        }
        assertThat(claviger.useCases.sweepDueInstances().sweep(BUDGET).heldBack())
                .isTrue();
        assertThat(claviger.queue.drain()).doesNotContain(key("tv"));
    }

    @Test
    void two_sweeps_and_three_deliveries_of_one_due_instance_make_one_call() {
        claviger.clock.moveTo(due());
        long before = claviger.calls("token");
        claviger.useCases.sweepDueInstances().sweep(BUDGET);
        claviger.useCases.sweepDueInstances().sweep(BUDGET);
        claviger.queue
                .drain()
                .forEach(key -> claviger.useCases.refreshDueInstance().refresh(key));
        assertThat(refresh()).isEqualTo(Outcome.NOT_DUE);
        assertThat(claviger.calls("token") - before).isEqualTo(1);
    }

    @Test
    void an_instance_unused_for_a_day_is_not_refreshed_until_its_next_vend() {
        Instant lastVend = claviger.clock.instant();
        Outcome outcome = Outcome.CALLED;
        while (outcome == Outcome.CALLED) {
            claviger.clock.moveTo(due());
            outcome = refresh();
        }
        assertThat(outcome).isEqualTo(Outcome.PARKED);
        assertThat(claviger.clock.instant()).isAfter(lastVend.plus(Duration.ofHours(24)));
        claviger.clock.advance(Duration.ofDays(1));
        claviger.vend("tv");
        assertThat(claviger.instance("tv").refreshState().dueAt()).isPresent();
    }

    @Test
    void an_expired_token_of_an_active_instance_is_recorded() {
        InstanceToken token = claviger.instance("tv").token().orElseThrow();
        claviger.clock.moveTo(token.expiresAt().plusSeconds(7));
        assertThat(refresh()).isEqualTo(Outcome.CALLED);
        assertThat(claviger.journal).contains(new Entry.TokenExpired(key("tv"), Duration.ofSeconds(7)));
    }

    @Test
    void an_expired_token_of_an_unused_instance_is_neither_recorded_nor_late() {
        claviger.clock.advance(Duration.ofHours(30));
        assertThat(refresh()).isEqualTo(Outcome.PARKED);
        claviger.clock.advance(Duration.ofDays(1));
        claviger.journal.clear();
        claviger.vend("tv");
        assertThat(claviger.journal)
                .noneMatch(Entry.TokenExpired.class::isInstance)
                .contains(new Entry.TokenRefreshed(key("tv"), "refreshed", Optional.empty()));
    }

    @Test
    void the_same_token_again_delays_its_refresh_by_half_of_its_remaining_life() {
        claviger.adobe.givesTheSameTokenAgain(true);
        claviger.clock.moveTo(due());
        assertThat(refresh()).isEqualTo(Outcome.CALLED);
        InstanceToken token = claviger.instance("tv").token().orElseThrow();
        Duration left = token.left(claviger.clock.instant());
        assertThat(due()).isEqualTo(claviger.clock.instant().plus(left.dividedBy(2)));
        assertThat(refresh()).isEqualTo(Outcome.NOT_DUE);
    }

    @Test
    void an_instance_of_a_revoked_statement_is_not_refreshed() {
        claviger.adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.allOf(Endpoint.class));
        claviger.check();
        claviger.clock.moveTo(due());
        assertThat(refresh()).isEqualTo(Outcome.PARKED);
    }

    @Test
    void a_failed_refresh_keeps_credentials_and_is_retried_after_growing_cool_downs() {
        var credentials = claviger.vault.secret(key("tv"));
        claviger.adobe.failsWith(new Failure.Unavailable("http_503"));
        claviger.clock.moveTo(due());
        Duration before = Duration.ZERO;
        for (int i = 0; i < 6; i++) {
            assertThat(refresh()).isEqualTo(Outcome.CALLED);
            Duration pause = Duration.between(claviger.clock.instant(), due());
            assertThat(pause).isGreaterThan(before.dividedBy(4).multipliedBy(3));
            before = pause;
            claviger.clock.moveTo(due());
        }
        assertThat(before).isGreaterThan(Duration.ofSeconds(30));
        assertThat(claviger.vault.secret(key("tv"))).isEqualTo(credentials);
    }

    @Test
    void instances_of_one_device_are_refreshed_a_second_apart() {
        for (int i = 0; i < 4; i++) {
            claviger.clock.advance(Duration.ofSeconds(5));
            claviger.register("box-" + i);
            claviger.vend("box-" + i);
        }
        claviger.clock.advance(Duration.ofHours(5).plusMinutes(30));
        Instant begin = claviger.clock.instant();
        for (int i = 0; i < 4; i++) {
            claviger.useCases.refreshDueInstance().refresh(key("box-" + i));
        }
        assertThat(claviger.clock.instant()).isEqualTo(begin.plusSeconds(6));
    }

    @Test
    void an_instance_whose_address_has_no_turn_is_due_later() {
        claviger.clock.moveTo(due());
        claviger.pacing.onClock(claviger.clock).holdBack(DEVICE.ip(), Duration.ofSeconds(30));
        assertThat(refresh()).isEqualTo(Outcome.POSTPONED);
        assertThat(claviger.instance("tv").refreshState().dueAt()).isPresent();
        assertThat(due()).isEqualTo(claviger.clock.instant().plus(SweepDueInstances.INTERVAL));
        assertThat(claviger.journal).contains(new Entry.RefreshPostponed(key("tv"), SweepDueInstances.INTERVAL, false));
        assertThat(refresh()).isEqualTo(Outcome.NOT_DUE);

        claviger.clock.moveTo(due());
        assertThat(refresh()).isEqualTo(Outcome.CALLED);
    }

    @Test
    void a_vend_hands_out_a_postponed_instances_token_and_queues_nothing() {
        claviger.clock.moveTo(due());
        claviger.pacing.onClock(claviger.clock).holdBack(DEVICE.ip(), Duration.ofSeconds(30));
        refresh();
        claviger.queue.drain();

        assertThat(claviger.process().vendToken().vend(key("tv"), Admission.ALREADY, Duration.ZERO, DEVICE))
                .isInstanceOf(VendResult.Vended.class);
        assertThat(claviger.queue.drain()).isEmpty();
    }

    @Test
    void the_sweep_queues_what_is_due_before_the_next_sweep_for_its_time() {
        Instant due = due();
        claviger.clock.moveTo(due.minus(SweepDueInstances.INTERVAL).minusMillis(1));
        claviger.useCases.sweepDueInstances().sweep(BUDGET);
        assertThat(claviger.queue.drainDue()).isEmpty();

        claviger.clock.advance(Duration.ofMillis(1));
        claviger.useCases.sweepDueInstances().sweep(BUDGET);
        assertThat(claviger.queue.drainDue()).containsExactly(new DueInstance(key("tv"), due));
    }

    private Outcome refresh() {
        return claviger.useCases.refreshDueInstance().refresh(key("tv"));
    }

    @Test
    void due_instances_stay_as_they_are_while_the_breaker_is_open() {
        claviger.register("other");
        claviger.vend("other");
        claviger.clock.advance(Duration.ofHours(23));
        InMemoryBreaker breaker = new InMemoryBreaker(BreakerPolicy.DEFAULT);
        breaker.open(claviger.clock.instant(), claviger.clock.instant().plusSeconds(15));
        RefreshDueInstance worker = claviger.process(ports -> ports.withAdobe(new CircuitBreakingAuthorizationServer(
                        ports.adobe(), new CircuitBreaker(breaker, _ -> {}, BreakerPolicy.DEFAULT, claviger.clock))))
                .refreshDueInstance();
        assertThat(worker.refresh(key("tv"))).isEqualTo(Outcome.CALLED); // refused, and so the worker knows
        Instance before = claviger.instance("other");
        long calls = claviger.calls("token");

        assertThat(worker.refresh(key("other"))).isEqualTo(Outcome.POSTPONED);
        assertThat(claviger.instance("other")).isEqualTo(before);

        breaker.close();
        claviger.clock.advance(BreakerPolicy.DEFAULT.knownFor());
        assertThat(worker.refresh(key("other"))).isEqualTo(Outcome.CALLED);
        assertThat(claviger.calls("token")).isEqualTo(calls + 1);
    }

    private Instant due() {
        return claviger.instance("tv").refreshState().dueAt().orElseThrow();
    }
}
