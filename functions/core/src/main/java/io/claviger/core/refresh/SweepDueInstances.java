package io.claviger.core.refresh;

import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.RefreshQueue;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The sweep: queues the instances that are due before the next sweep, while the queue has space and the time lasts. The
 * shards take turns, and the next sweep begins with the shard whose turn it was: a deep shard starves no other.
 */
public final class SweepDueInstances {
    /** The time from one sweep to the next. The queue delivers an instance that is due by then at its time. */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final int MAX_CHUNK = 500;

    private final Instances instances;
    private final RefreshQueue queue;
    private final Journal journal;
    private final int maxDepth;
    private final InstantSource clock;

    /** @param maxDepth how many instances may wait in the queue */
    public SweepDueInstances(
            Instances instances, RefreshQueue queue, Journal journal, int maxDepth, InstantSource clock) {
        this.instances = instances;
        this.queue = queue;
        this.journal = journal;
        this.maxDepth = maxDepth;
        this.clock = clock;
    }

    /** The due instances of a shard that the sweep has not queued yet. */
    private record Shard(int number, Iterator<DueInstance> due) {
        List<DueInstance> next(long limit) {
            List<DueInstance> chunk = new ArrayList<>();
            while (chunk.size() < limit && due.hasNext()) {
                chunk.add(due.next());
            }
            return chunk;
        }
    }

    /**
     * @param budget after this time it begins no further chunk
     * @return what it queued; the journal gets the same entry
     */
    public Entry.Swept sweep(Duration budget) {
        Instant now = clock.instant();
        Instant end = now.plus(budget);
        long space = maxDepth - queue.depth();
        long fairShare = Math.clamp(space / instances.shards(), 1, MAX_CHUNK);
        int queued = 0;
        boolean accepted = true;
        Deque<Shard> waiting = shards(now.plus(INTERVAL));
        int first = waiting.getFirst().number();
        while (accepted
                && !waiting.isEmpty()
                && queued < space
                && clock.instant().isBefore(end)) {
            Shard shard = waiting.removeFirst();
            List<DueInstance> chunk = shard.next(Math.min(fairShare, space - queued));
            accepted = chunk.isEmpty() || queue.submit(chunk);
            queued += accepted ? chunk.size() : 0;
            if (shard.due().hasNext()) {
                waiting.addLast(shard);
            }
        }
        boolean heldBack = !accepted || !waiting.isEmpty();
        Entry.Swept swept = new Entry.Swept(queued, heldBack);
        journal.note(swept);
        instances.sweepFrom(waiting.isEmpty() ? first : waiting.getFirst().number());
        return swept;
    }

    private Deque<Shard> shards(Instant until) {
        Deque<Shard> shards = new ArrayDeque<>();
        int first = instances.sweepFrom();
        for (int i = 0; i < instances.shards(); i++) {
            int number = (first + i) % instances.shards();
            shards.add(new Shard(number, instances.due(number, until)));
        }
        return shards;
    }
}
