package io.claviger.core.fake;

import io.claviger.core.breaker.BreakerPolicy;
import io.claviger.core.breaker.BreakerStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The shared state of the breaker in memory. */
public class InMemoryBreaker implements BreakerStore {
    private final BreakerPolicy policy;
    private final Map<Integer, Instant> taken = new TreeMap<>();
    private Optional<Instant> openedAt = Optional.empty();
    private Instant probeAt = Instant.MIN;
    private Ends ends = new Ends(0, 0);
    private long window;

    public InMemoryBreaker(BreakerPolicy policy) {
        this.policy = policy;
    }

    /** Since when it is open; empty while it is closed. */
    public final Optional<Instant> openedAt() {
        return openedAt;
    }

    @Override
    public Admission enter(Instant now, Instant until) {
        if (openedAt.isPresent()) {
            return new Admission.Open(probeAt);
        }
        taken.values().removeIf(now::isAfter);
        OptionalInt free = IntStream.range(0, policy.places())
                .filter(place -> !taken.containsKey(place))
                .findFirst();
        if (free.isEmpty()) {
            return new Admission.Full();
        }
        taken.put(free.getAsInt(), until);
        return new Admission.Admitted(free.getAsInt());
    }

    @Override
    public Ends leave(OptionalInt place, Ends ended, Instant now) {
        place.ifPresent(taken::remove);
        long current = Math.floorDiv(now.toEpochMilli(), policy.window().toMillis());
        if (current > window) {
            window = current;
            ends = new Ends(0, 0);
        }
        ends = new Ends(ends.answered() + ended.answered(), ends.silent() + ended.silent());
        return ends;
    }

    @Override
    public boolean open(Instant now, Instant firstProbeAt) {
        if (openedAt.isPresent()) {
            return false;
        }
        openedAt = Optional.of(now);
        probeAt = firstProbeAt;
        return true;
    }

    @Override
    public boolean probe(Instant now, Instant next) {
        if (openedAt.isEmpty() || now.isBefore(probeAt)) {
            return false;
        }
        probeAt = next;
        return true;
    }

    @Override
    public Optional<Instant> close() {
        Optional<Instant> since = openedAt;
        openedAt = Optional.empty();
        ends = new Ends(0, 0);
        return since;
    }
}
