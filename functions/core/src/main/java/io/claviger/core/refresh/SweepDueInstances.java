package io.claviger.core.refresh;

import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.RefreshQueue;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The sweep: queues the instances that are due, shard by shard, while the queue has space for them. */
public final class SweepDueInstances {
    private final Instances instances;
    private final RefreshQueue queue;
    private final Journal journal;
    private final int maxDepth;
    private final InstantSource clock;

    /** @param maxDepth how many keys may wait in the queue */
    public SweepDueInstances(
            Instances instances, RefreshQueue queue, Journal journal, int maxDepth, InstantSource clock) {
        this.instances = instances;
        this.queue = queue;
        this.journal = journal;
        this.maxDepth = maxDepth;
        this.clock = clock;
    }

    /** @return what it queued; the journal gets the same entry */
    public Entry.Swept sweep() {
        Instant now = clock.instant();
        long space = maxDepth - queue.depth();
        int queued = 0;
        for (int shard = 0; shard < instances.shards() && space > queued; shard++) {
            List<InstanceKey> due = instances.due(shard, now, fairShare(space - queued, shard));
            if (!due.isEmpty() && !queue.submit(due)) {
                return noted(new Entry.Swept(queued, true));
            }
            queued += due.size();
        }
        return noted(new Entry.Swept(queued, space <= queued));
    }

    private Entry.Swept noted(Entry.Swept swept) {
        journal.note(swept);
        return swept;
    }

    /** How much of the remaining space one shard may take, so that a full shard does not starve the shards after it. */
    private int fairShare(long space, int shard) {
        return (int) Math.max(1, space / (instances.shards() - shard));
    }
}
