package io.claviger.benchmarks.fleet;

import io.claviger.core.application.StatementStatus;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the functions note. */
final class FleetJournal implements Journal {
    private final FleetClock clock;
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final NavigableMap<Long, LongAdder> lagSeconds = new ConcurrentSkipListMap<>();
    private final NavigableMap<Long, LongAdder> renewalsByMinute = new ConcurrentSkipListMap<>();
    private final NavigableMap<Long, Long> longestLagByMinute = new ConcurrentSkipListMap<>();
    private final NavigableMap<Instant, StatementStatus> statuses = new ConcurrentSkipListMap<>();

    FleetJournal(FleetClock clock) {
        this.clock = clock;
    }

    @Override
    public void note(Entry entry) {
        count(entry.getClass().getSimpleName());
        if (entry instanceof Entry.TokenRefreshed refreshed) {
            count("TokenRefreshed " + refreshed.outcome());
            if (refreshed.outcome().equals("refreshed")) {
                refreshed.lag().ifPresent(lag -> {
                    long minute = clock.instant().getEpochSecond() / 60;
                    add(lagSeconds, lag.toSeconds());
                    add(renewalsByMinute, minute);
                    longestLagByMinute.merge(minute, lag.toSeconds(), Math::max);
                });
            }
        } else if (entry instanceof Entry.TokenVended vended) {
            count("TokenVended " + vended.source());
        } else if (entry instanceof Entry.StatementChecked checked && checked.before() != checked.after()) {
            statuses.put(clock.instant(), checked.after());
        }
    }

    private void count(String name) {
        outcomes.computeIfAbsent(name, _ -> new LongAdder()).increment();
    }

    private static void add(NavigableMap<Long, LongAdder> counts, long at) {
        counts.computeIfAbsent(at, _ -> new LongAdder()).increment();
    }

    long counted(String name) {
        LongAdder found = outcomes.get(name);
        return found == null ? 0 : found.sum();
    }

    Map<String, LongAdder> counted() {
        return new TreeMap<>(outcomes);
    }

    /** How late this share of the renewals were at most. */
    Duration lag(double share) {
        double wanted =
                share * lagSeconds.values().stream().mapToLong(LongAdder::sum).sum();
        for (Map.Entry<Long, LongAdder> lag : lagSeconds.entrySet()) {
            wanted -= lag.getValue().sum();
            if (wanted <= 0) {
                return Duration.ofSeconds(lag.getKey());
            }
        }
        return Duration.ZERO;
    }

    /** The renewals of the busiest minute that were due. */
    long mostInMinute() {
        return renewalsByMinute.values().stream()
                .mapToLong(LongAdder::sum)
                .max()
                .orElse(0);
    }

    /** The renewals by minute since the epoch. */
    NavigableMap<Long, Long> renewals() {
        NavigableMap<Long, Long> sums = new TreeMap<>();
        renewalsByMinute.forEach((minute, count) -> sums.put(minute, count.sum()));
        return sums;
    }

    /** How many seconds late the latest renewal of each minute was. */
    NavigableMap<Long, Long> longestLags() {
        return longestLagByMinute;
    }

    /** When a statement first had this status. */
    Instant first(StatementStatus status) {
        return statuses.entrySet().stream()
                .filter(it -> it.getValue() == status)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Instant.MAX);
    }
}
