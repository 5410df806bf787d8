package io.claviger.core.breaker;

import io.claviger.core.breaker.BreakerStore.Admission;
import io.claviger.core.breaker.BreakerStore.Ends;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;

/**
 * One process's view of the breaker. Its first call, and one in every {@code knownFor}, takes a place in the store; the calls
 * between are counted here and reported with the next one. A silent call is reported at once. So a healthy call costs
 * next to nothing, and a new process, of which a burst makes many, always asks first. Where the store fails, calls are
 * made: no call depends on bookkeeping.
 */
public final class CircuitBreaker {
    /** When nobody probed for so long, calls are so few that an open breaker protects nothing. */
    private static final Duration UNPROBED = Duration.ofMinutes(1);

    /** A registration that has waited longer is not made: the invocation may end before its client is stored. */
    private static final Duration MAX_ASKING = Duration.ofSeconds(2);

    private final BreakerStore store;
    private final Journal journal;
    private final BreakerPolicy policy;
    private final InstantSource clock;
    private Instant closedUntil = Instant.MIN;
    private Instant refusedUntil = Instant.MIN;
    private long unreported;

    public CircuitBreaker(BreakerStore store, Journal journal, BreakerPolicy policy, InstantSource clock) {
        this.store = store;
        this.journal = journal;
        this.policy = policy;
        this.clock = clock;
    }

    /** Whether a call may be made, and what to report about it. */
    public sealed interface Permit {
        /** @param place empty for a call that is counted later */
        record Call(OptionalInt place) implements Permit {}

        /** The one call that tells whether an open breaker may close. */
        record Probe() implements Permit {}

        /** The call is not made. {@code reason} is short and stable. */
        record Refused(String reason) implements Permit {}
    }

    /** Asks for a call that may probe an open breaker. */
    public synchronized Permit ask() {
        return ask(true);
    }

    /**
     * Asks for a registration. It never probes, because a probe that is not answered may have made a client; where nobody
     * else probes, it closes the breaker. It keeps no place, so that nothing has to be written between Adobe's answer and
     * the record of a new client.
     */
    public synchronized Permit askToRegister() {
        Instant latest = clock.instant().plus(MAX_ASKING);
        Permit permit = ask(false);
        if (permit instanceof Permit.Call(OptionalInt place) && place.isPresent()) {
            report(place, false);
            return clock.instant().isAfter(latest)
                    ? new Permit.Refused("no_time_left")
                    : new Permit.Call(OptionalInt.empty());
        }
        return permit;
    }

    /** True as long as this process relies on what it last learned of an open breaker. The call after that asks again. */
    synchronized boolean refusesCalls() {
        return clock.instant().isBefore(refusedUntil);
    }

    private Permit ask(boolean mayProbe) {
        Instant now = clock.instant();
        if (refusesCalls()) {
            return new Permit.Refused("circuit_open");
        }
        if (now.isBefore(closedUntil)) {
            return new Permit.Call(OptionalInt.empty());
        }
        try {
            return switch (store.enter(now, now.plus(policy.placeLease()))) {
                case Admission.Admitted(int place) -> {
                    closedUntil = now.plus(policy.knownFor());
                    yield new Permit.Call(OptionalInt.of(place));
                }
                case Admission.Full _ -> new Permit.Refused("too_many_calls");
                case Admission.Open(Instant probeAt) -> open(now, probeAt, mayProbe);
            };
        } catch (RuntimeException _) {
            return new Permit.Call(OptionalInt.empty());
        }
    }

    private Permit open(Instant now, Instant probeAt, boolean mayProbe) {
        if (mayProbe && !now.isBefore(probeAt) && takesTurn(now)) {
            return new Permit.Probe();
        }
        if (!mayProbe && !now.isBefore(probeAt.plus(UNPROBED))) {
            close();
            return new Permit.Call(OptionalInt.empty());
        }
        Instant asked = now.plus(policy.knownFor());
        refusedUntil = now.isBefore(probeAt) && probeAt.isBefore(asked) ? probeAt : asked;
        return new Permit.Refused("circuit_open");
    }

    private boolean takesTurn(Instant now) {
        try {
            return store.probe(now, now.plus(policy.probeEvery()));
        } catch (RuntimeException _) {
            return false;
        }
    }

    /** Says how a call ended. */
    public synchronized void ended(Permit permit, boolean silent) {
        switch (permit) {
            case Permit.Call(OptionalInt place) -> {
                unreported += silent ? 0 : 1;
                if (silent || place.isPresent()) {
                    report(place, silent);
                }
            }
            case Permit.Probe _ -> probed(silent);
            case Permit.Refused _ -> {}
        }
    }

    private void report(OptionalInt place, boolean silent) {
        Instant now = clock.instant();
        closedUntil = silent ? Instant.MIN : closedUntil;
        try {
            Ends ends = store.leave(place, new Ends(unreported, silent ? 1 : 0), now);
            unreported = 0;
            if (silent && policy.opensAt(ends) && store.open(now, now.plus(policy.probeEvery()))) {
                journal.note(new Entry.BreakerOpened(ends.silent(), ends.answered()));
            }
        } catch (RuntimeException _) {
            closedUntil = Instant.MIN;
        }
    }

    private void probed(boolean silent) {
        if (silent) {
            refusedUntil = clock.instant().plus(policy.knownFor());
            journal.note(new Entry.BreakerStaysOpen());
            return;
        }
        close();
    }

    private void close() {
        try {
            store.close()
                    .ifPresent(
                            since -> journal.note(new Entry.BreakerClosed(Duration.between(since, clock.instant()))));
        } catch (RuntimeException _) {
            closedUntil = Instant.MIN; // the next probe closes it
        }
    }
}
