package io.claviger.core.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.breaker.CircuitBreaker.Permit;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.fake.InMemoryBreaker;
import io.claviger.core.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/**
 * Adobe hangs for ten minutes under 500 vends of expired tokens a second. A process serves one vend at a time, as on
 * Lambda, and a new one starts where none is idle.
 */
class HangingServerTest {
    private static final int MINUTES = 14;
    private static final int VENDS_A_SECOND = 500;
    private static final Duration ANSWER = Duration.ofMillis(150);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REFUSAL = Duration.ofMillis(20);

    private record End(Instant at, CircuitBreaker process, Permit permit, boolean silent) {}

    private record Minute(int calls, int refused, int mostWaiting, int mostBusy) {}

    private final FakeClock clock = new FakeClock();
    private final Instant begin = clock.instant();
    private final InMemoryBreaker store = new InMemoryBreaker(BreakerPolicy.DEFAULT);
    private final List<Entry> journal = new ArrayList<>();
    private final Deque<CircuitBreaker> idle = new ArrayDeque<>();
    private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparing(End::at));
    private int busy;
    private int waiting;

    @Test
    void a_hanging_server_holds_few_calls_and_is_used_again_when_it_answers() {
        List<Minute> minutes = new ArrayList<>();
        for (int minute = 0; minute < MINUTES; minute++) {
            minutes.add(run(minute));
        }

        System.out.printf(
                "%n%6s %8s %8s %12s %10s   (Adobe hangs from minute 2 to 12)%n",
                "minute", "calls", "refused", "most waiting", "most busy");
        for (int minute = 0; minute < MINUTES; minute++) {
            Minute it = minutes.get(minute);
            System.out.printf(
                    "%6d %8d %8d %12d %10d%n", minute, it.calls(), it.refused(), it.mostWaiting(), it.mostBusy());
        }
        assertThat(minutes.subList(0, 2))
                .allSatisfy(it -> assertThat(it.refused()).isZero());
        assertThat(minutes.get(2).mostWaiting()).isLessThanOrEqualTo(2 * BreakerPolicy.DEFAULT.places());
        assertThat(minutes.subList(3, 12))
                .allSatisfy(it -> assertThat(it.mostWaiting()).isEqualTo(1));
        assertThat(minutes).allSatisfy(it -> assertThat(it.mostBusy()).isLessThan(300));
        assertThat(minutes.get(13).refused()).isZero();
        assertThat(journal.getFirst()).isInstanceOf(Entry.BreakerOpened.class);
        assertThat(journal.getLast()).isInstanceOf(Entry.BreakerClosed.class);
    }

    private Minute run(int minute) {
        int calls = 0;
        int refused = 0;
        int mostWaiting = 0;
        int mostBusy = 0;
        for (int vend = 0; vend < 60 * VENDS_A_SECOND; vend++) {
            Instant now = begin.plusSeconds(60L * minute).plusNanos(vend * (1_000_000_000L / VENDS_A_SECOND));
            finishUntil(now);
            clock.moveTo(now);
            if (vend()) {
                calls++;
            } else {
                refused++;
            }
            mostWaiting = Math.max(mostWaiting, waiting);
            mostBusy = Math.max(mostBusy, busy);
        }
        return new Minute(calls, refused, mostWaiting, mostBusy);
    }

    /** Returns whether a call was made. */
    private boolean vend() {
        CircuitBreaker process =
                idle.isEmpty() ? new CircuitBreaker(store, journal::add, BreakerPolicy.DEFAULT, clock) : idle.pop();
        Instant now = clock.instant();
        boolean hangs =
                !now.isBefore(begin.plus(Duration.ofMinutes(2))) && now.isBefore(begin.plus(Duration.ofMinutes(12)));
        Permit permit = process.ask();
        boolean made = !(permit instanceof Permit.Refused);
        Duration takes = made ? hangs ? TIMEOUT : ANSWER : REFUSAL;
        busy++;
        waiting += made ? 1 : 0;
        ends.add(new End(now.plus(takes), process, permit, hangs));
        return made;
    }

    private void finishUntil(Instant now) {
        while (!ends.isEmpty() && !ends.peek().at().isAfter(now)) {
            End end = ends.remove();
            clock.moveTo(end.at());
            end.process().ended(end.permit(), end.silent());
            busy--;
            waiting -= end.permit() instanceof Permit.Refused ? 0 : 1;
            idle.push(end.process());
        }
    }
}
